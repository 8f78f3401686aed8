import { Badge } from "../ui/page.tsx";
import { useMyWorkspace } from "./use-my-workspace.ts";

/** Names the workspace of something. Nothing for accounts with one workspace. */
export function WorkspaceBadge({ id }: { id: string }) {
  const { label } = useMyWorkspace(id);
  return label === undefined ? null : <Badge isText>{label}</Badge>;
}
