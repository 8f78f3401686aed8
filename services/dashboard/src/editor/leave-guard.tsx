import { useBlocker } from "@tanstack/react-router";
import { useMessages } from "../messages/catalogue.ts";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { editorMessages } from "./messages/index.ts";

/** Asks before someone leaves with unsaved changes. */
export function LeaveGuard({ isDirty, text }: { isDirty: boolean; text: string }) {
  const t = useMessages(editorMessages);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <ConfirmDialog
      title={t.leaveTitle}
      isOpen
      onClose={blocker.reset}
      onConfirm={blocker.proceed}
      confirmLabel={t.leave}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}
