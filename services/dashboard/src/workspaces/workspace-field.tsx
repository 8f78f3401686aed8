import { Suspense } from "react";
import { afterPaint } from "../ui/after-paint.ts";
import { lazyPart } from "../ui/lazy-part.tsx";
import { Skeleton } from "../ui/page.tsx";
import type { WorkspaceChoice } from "./new-link-workspace.ts";

/** A large part of React Aria. */
const WorkspaceSelect = lazyPart(async () => {
  await afterPaint();
  return (await import("./workspace-select.tsx")).WorkspaceSelect;
});

/** Chooses the workspace of new links. Nothing for an account that may create links in one workspace only. */
export function WorkspaceField({ choice }: { choice: WorkspaceChoice }) {
  if (choice.workspaces.length < 2) return null;
  return (
    <Suspense fallback={<Skeleton className="h-17 w-full" />}>
      <WorkspaceSelect choice={choice} />
    </Suspense>
  );
}
