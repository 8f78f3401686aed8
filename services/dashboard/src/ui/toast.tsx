import { X } from "lucide-react";
import { useEffect } from "react";
import {
  Button as AriaButton,
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from "react-aria-components";
import { useMessages } from "../messages/catalogue.ts";
import { toButtonClass } from "./button.tsx";
import { uiMessages } from "./messages/index.ts";

interface ToastText {
  text: string;
  isError?: boolean;
  /** Runs on a press; the toast closes. */
  action?: { label: string; run: () => void };
}

const queue = new ToastQueue<ToastText>({ maxVisibleToasts: 3 });
/** Time to undo, and to read. */
export const undoMs = 10_000;

/** Tells the result of an action at the edge of the page. Errors stay until they are closed. */
export function showToast(toast: ToastText, onClose?: () => void): () => void {
  const key = queue.add(toast, {
    ...(!toast.isError && { timeout: undoMs }),
    ...(onClose && { onClose }),
  });
  return () => queue.close(key);
}

/** The toasts of the whole application. */
export function Toasts() {
  const t = useMessages(uiMessages);
  // Nobody can read a toast of the page before.
  useEffect(() => () => queue.clear(), []);
  return (
    <ToastRegion
      queue={queue}
      aria-label={t.notifications}
      className="fixed right-4 bottom-20 z-50 flex max-w-[calc(100vw-2rem)] flex-col gap-2 desk:bottom-4"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className={`flex items-center gap-3 rounded-xl border bg-raised py-2 pr-2 pl-4 shadow-raised ${toast.content.isError ? "border-act" : "border-line"}`}
        >
          <ToastContent className="min-w-0 flex-1">
            <Text slot="title" className={toast.content.isError ? "text-act" : ""}>
              {toast.content.text}
            </Text>
          </ToastContent>
          {toast.content.action && (
            <AriaButton
              className={toButtonClass({ size: "small" })}
              onPress={() => {
                toast.content.action?.run();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </AriaButton>
          )}
          <AriaButton slot="close" aria-label={t.close} className={toButtonClass({ look: "quiet", size: "small" })}>
            <X size={16} />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
