import { useBlocker } from "@tanstack/react-router";
import { Suspense, useEffect } from "react";
import { useMessages } from "../messages/catalogue.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { editorMessages } from "./messages/index.ts";

const ConfirmDialog = lazyPart(async () => (await import("../ui/dialog.tsx")).ConfirmDialog);

/** Asks before someone leaves with unsaved changes. */
export function LeaveGuard({ isDirty, text }: { isDirty: boolean; text: string }) {
  const t = useMessages(editorMessages);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  useEffect(() => {
    if (isDirty) void ConfirmDialog.preload();
  }, [isDirty]);
  if (blocker.status !== "blocked") return null;
  return (
    <Suspense>
      <ConfirmDialog
        title={t.leaveTitle}
        isOpen
        onClose={blocker.reset}
        onConfirm={blocker.proceed}
        confirmLabel={t.leave}
      >
        <p>{text}</p>
      </ConfirmDialog>
    </Suspense>
  );
}
