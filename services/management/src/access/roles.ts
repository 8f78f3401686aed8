import { workspaceRoles } from "@shunt/contracts/accounts";
import type { WorkspaceRole } from "./actor.ts";

/** In ascending order. */
export const roles = workspaceRoles;

export const verbs = ["read", "edit", "delete"] as const;
/** Creating a resource is `edit`. */
export type Verb = (typeof verbs)[number];

/**
 * The lowest workspace role for each verb. `can` and `allowedTo` both read this table. Deleting analytics means
 * resetting the click counts of a link. Webhooks are limited to admins, as their URLs often contain a secret.
 */
export const leastRoles = {
  link: { read: "viewer", edit: "editor", delete: "editor" },
  code: { read: "viewer", edit: "editor", delete: "editor" },
  tag: { read: "viewer", edit: "editor", delete: "editor" },
  folder: { read: "viewer", edit: "editor", delete: "editor" },
  utmTemplate: { read: "viewer", edit: "editor", delete: "editor" },
  analytics: { read: "viewer", edit: "editor", delete: "editor" },
  export: { read: "viewer", edit: "editor", delete: "editor" },
  domain: { read: "viewer", edit: "admin", delete: "admin" },
  webhook: { read: "admin", edit: "admin", delete: "admin" },
  workspace: { read: "viewer", edit: "owner", delete: "owner" },
} as const satisfies Record<string, Record<Verb, WorkspaceRole>>;
export type ResourceKind = keyof typeof leastRoles;

/** An unknown role, such as one of a newer version, allows nothing. */
export function covers(role: WorkspaceRole, verb: Verb, kind: ResourceKind): boolean {
  return roles.indexOf(role) >= roles.indexOf(leastRoles[kind][verb]);
}
