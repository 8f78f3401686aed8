import { type ResourceKind, roleAllows, type Verb } from "@shunt/contracts/roles";
import { useMe } from "../api/me.ts";

/** Whether the role of the account in the workspace of a resource allows a verb, as the API decides. */
export type May = (verb: Verb, kind: ResourceKind, workspaceId: string | null | undefined) => boolean;

/** Controls are offered by it. It allows nothing until the account is known. */
export function useMay(): May {
  const workspaces = useMe()?.workspaces ?? [];
  return (verb, kind, workspaceId) =>
    workspaces.some(({ id, role }) => id === workspaceId && roleAllows(role, verb, kind));
}
