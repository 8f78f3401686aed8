import { useBlocker } from "@tanstack/react-router";
import { useEffect } from "react";
import { lazyOverlay } from "../ui/lazy-overlay.tsx";
import { announceUnsaved } from "./unsaved-changes.ts";

const LeaveDialog = lazyOverlay(async () => (await import("./leave-dialog.tsx")).LeaveDialog);

interface LeaveGuardProps {
  isDirty: boolean;
  text: string;
  /** Whether the browser keeps the changes as a draft, about which signing out asks itself. */
  isDraft?: boolean;
}

/** Asks before someone leaves with unsaved changes. */
export function LeaveGuard({ isDirty, text, isDraft = false }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  useEffect(() => {
    if (isDirty) void LeaveDialog.preload();
  }, [isDirty]);
  useEffect(() => (isDirty && !isDraft ? announceUnsaved(text) : undefined), [isDirty, isDraft, text]);
  if (blocker.status !== "blocked") return null;
  return <LeaveDialog text={text} onClose={blocker.reset} onLeave={blocker.proceed} />;
}
