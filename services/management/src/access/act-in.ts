import { Problem } from "@shunt/contracts/problem";
import type { ResourceKind, Verb } from "@shunt/contracts/roles";
import type { Caller } from "./actor.ts";
import { roleForbids, workspacesOf } from "./can.ts";

/**
 * The caller in one of its workspaces, which gets what it creates. The domains of an API key still apply.
 *
 * @param workspaceId undefined for the personal workspace
 * @throws Problem "workspace-not-found", or "forbidden" for a lower role
 */
export function actIn<A extends Caller>(actor: A, workspaceId: string | undefined, verb: Verb, kind: ResourceKind): A {
  if (workspaceId === undefined) return actor;
  if (workspacesOf(actor, verb, kind).includes(workspaceId)) return { ...actor, workspaceId };
  // Members know the workspace, also where their role hides what is in it.
  const isMember = workspacesOf(actor, "read", "workspace").includes(workspaceId);
  throw isMember ? new Problem("forbidden", roleForbids) : new Problem("workspace-not-found");
}
