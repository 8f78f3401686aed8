import { useMe } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { workspacesMessages } from "./messages/index.ts";
import type { Role } from "./roles.ts";

interface MyWorkspaceOf {
  /** Its name, for accounts with several workspaces; the others need none. */
  label: string | undefined;
  /** Whether the account has one of these roles there. */
  isRole: (roles: readonly Role[]) => boolean;
}

/** The workspace to which something belongs, as the account sees it. */
export function useMyWorkspace(id: string | undefined): MyWorkspaceOf {
  const t = useMessages(workspacesMessages);
  const workspaces = useMe()?.workspaces ?? [];
  const workspace = workspaces.find(each => each.id === id);
  const name = workspace && (workspace.is_personal ? t.own(workspace.name) : workspace.name);
  return {
    label: workspaces.length > 1 ? name : undefined,
    isRole: roles => workspace !== undefined && roles.includes(workspace.role),
  };
}
