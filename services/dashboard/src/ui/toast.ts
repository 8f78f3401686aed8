import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components";

interface ToastText {
  text: string;
  isError?: boolean;
  /** Runs on a press; the toast closes. */
  action?: { label: string; run: () => void };
}

/** Shown by `toasts.tsx`, which pages load after themselves. */
export const toastQueue = new ToastQueue<ToastText>({ maxVisibleToasts: 3 });
/** Time to undo, and to read. */
const undoMs = 10_000;

/** Shows the result of an action at the edge of the page. Errors stay until they are closed. */
export function showToast(toast: ToastText, onClose?: () => void): () => void {
  const key = toastQueue.add(toast, {
    ...(!toast.isError && { timeout: undoMs }),
    ...(onClose && { onClose }),
  });
  return () => toastQueue.close(key);
}
