import { useState } from "react";
import { useMessages } from "../../messages/catalogue.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Select } from "../../ui/select.tsx";
import type { MyWorkspace } from "../../workspaces/find-first.ts";
import { workspacesMessages } from "../../workspaces/messages/index.ts";
import { toOwnName } from "../../workspaces/workspace-name.ts";
import { linksMessages } from "../messages/index.ts";

interface WorkspaceDialogProps {
  /** At least one. */
  workspaces: readonly MyWorkspace[];
  onClose: () => void;
  onMove: (workspaceId: string) => void;
}

/** Asks for the workspace to which links shall move. */
export function WorkspaceDialog({ workspaces, onClose, onMove }: WorkspaceDialogProps) {
  const t = useMessages(linksMessages);
  const names = useMessages(workspacesMessages);
  const [chosen, setChosen] = useState(workspaces[0]?.id ?? "");
  return (
    <FormDialog title={t.moveToWorkspace} onClose={onClose} onSubmit={() => onMove(chosen)} submitLabel={t.move}>
      <Select
        label={t.workspace}
        options={workspaces.map(workspace => ({ value: workspace.id, label: toOwnName(workspace, names) }))}
        value={chosen}
        onChange={setChosen}
      />
      <p className="text-sm text-quiet">{t.moveToWorkspaceAbout}</p>
    </FormDialog>
  );
}
