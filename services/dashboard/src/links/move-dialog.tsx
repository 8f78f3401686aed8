import type { Link } from "@shunt/contracts/links";
import { useTargetWorkspaces } from "../workspaces/use-target-workspaces.ts";
import { WorkspaceDialog } from "./bulk/workspace-dialog.tsx";

interface MoveDialogProps {
  link: Link;
  onClose: () => void;
  onMove: (workspaceId: string) => void;
}

/** Asks for the workspace to which one link shall move. */
export function MoveDialog({ link, ...dialog }: MoveDialogProps) {
  return <WorkspaceDialog workspaces={useTargetWorkspaces([link])} {...dialog} />;
}
