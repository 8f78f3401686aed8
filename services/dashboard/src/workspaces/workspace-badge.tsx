import { useMe } from "../api/me.ts";
import { useMessages } from "../messages/catalogue.ts";
import { Badge } from "../ui/page.tsx";
import { workspacesMessages } from "./messages/index.ts";
import { toOwnName } from "./workspace-name.ts";

/** Names the workspace of something. Nothing for accounts with one workspace. */
export function WorkspaceBadge({ id }: { id: string }) {
  const t = useMessages(workspacesMessages);
  const workspaces = useMe()?.workspaces ?? [];
  const workspace = workspaces.find(each => each.id === id);
  if (!workspace || workspaces.length === 1) return null;
  return <Badge isText>{toOwnName(workspace, t)}</Badge>;
}
