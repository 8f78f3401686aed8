import { useMessages } from "../messages/catalogue.ts";
import { Select } from "../ui/select.tsx";
import { workspacesMessages } from "./messages/index.ts";
import type { WorkspaceChoice } from "./new-link-workspace.ts";
import { toOwnName } from "./workspace-name.ts";

/** The workspaces for new links. The personal one of each account has the same name until it is renamed. */
export function WorkspaceSelect({ choice: { workspaces, id = "", choose } }: { choice: WorkspaceChoice }) {
  const t = useMessages(workspacesMessages);
  return (
    <Select
      label={t.ofNewLinks}
      options={workspaces.map(workspace => ({
        value: workspace.id,
        label: toOwnName(workspace, t),
      }))}
      value={id}
      onChange={choose}
    />
  );
}
