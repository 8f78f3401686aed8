/** The name of each personal workspace until someone renames it. The dashboard shows it in the language of the page. */
export const personalWorkspaceName = "Personal";

/** The roles of members of a workspace, in ascending order. */
export const workspaceRoles = ["viewer", "editor", "admin", "owner"] as const;
export type WorkspaceRole = (typeof workspaceRoles)[number];

export const verbs = ["read", "edit", "delete"] as const;
/** Creating a resource is `edit`. */
export type Verb = (typeof verbs)[number];

/**
 * The lowest workspace role for each verb. Access and notices follow this table, and the dashboard offers what it allows.
 * Deleting analytics means resetting the click counts of a link. Webhooks are limited to admins, as their URLs often
 * contain a secret.
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

/** Returns whether a role allows a verb. An unknown role, such as one of a newer version, allows nothing. */
export function roleAllows(role: WorkspaceRole, verb: Verb, kind: ResourceKind): boolean {
  return workspaceRoles.indexOf(role) >= workspaceRoles.indexOf(leastRoles[kind][verb]);
}
