import type { WorkspaceRole } from "./actor.ts";

/** From the least to the most. */
export const roles = ["viewer", "editor", "admin", "owner"] as const satisfies readonly WorkspaceRole[];

export const verbs = ["read", "edit", "delete"] as const;
/** What an actor does with a resource. Making one is `edit`. */
export type Verb = (typeof verbs)[number];

/**
 * The least role in its workspace that each verb takes, by kind of resource. `can` and its SQL twin `allowedTo` both read this table.
 * Deleting analytics is resetting the numbers of a link. Webhooks are for admins only, as their URLs often hold a secret.
 */
export const leastRoles = {
  link: { read: "viewer", edit: "editor", delete: "editor" },
  code: { read: "viewer", edit: "editor", delete: "editor" },
  tag: { read: "viewer", edit: "editor", delete: "editor" },
  analytics: { read: "viewer", edit: "editor", delete: "editor" },
  export: { read: "viewer", edit: "editor", delete: "editor" },
  domain: { read: "viewer", edit: "admin", delete: "admin" },
  webhook: { read: "admin", edit: "admin", delete: "admin" },
  workspace: { read: "viewer", edit: "owner", delete: "owner" },
} as const satisfies Record<string, Record<Verb, WorkspaceRole>>;
export type ResourceKind = keyof typeof leastRoles;

/** Whether a role covers a verb. A role of a newer version that this one does not know covers nothing. */
export function covers(role: WorkspaceRole, verb: Verb, kind: ResourceKind): boolean {
  return roles.indexOf(role) >= roles.indexOf(leastRoles[kind][verb]);
}
