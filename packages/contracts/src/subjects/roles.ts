/** Roles of members of a workspace, and what they allow. Without schemas, for all services and the start of the dashboard. */
export * from "../workspace-roles.ts";
