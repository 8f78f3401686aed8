import type { Link } from "@shunt/contracts/links";
import { roleAllows } from "@shunt/contracts/roles";
import { useMe } from "../api/me.ts";
import type { MyWorkspace } from "./find-first.ts";

/**
 * The workspaces to which links can move: those in which the account may create links, without the one that has them all.
 *
 * @param links empty for an unknown selection
 */
export function useTargetWorkspaces(links: readonly Link[]): readonly MyWorkspace[] {
  const workspaces = useMe()?.workspaces ?? [];
  const [first, ...others] = new Set(links.map(({ workspace_id }) => workspace_id));
  const present = others.length === 0 ? first : undefined;
  if (workspaces.length < 2) return [];
  return workspaces.filter(({ id, role }) => id !== present && roleAllows(role, "edit", "link"));
}
