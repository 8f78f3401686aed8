/** Who may do what. Other parts ask here, and compare no owners, roles or domains by themselves. */

export { allowedTo, editableBy, visibleTo } from "./allowed-to.ts";
export { assertCan, can, isAdministrator, workspacesOf } from "./can.ts";
export { domainLimitOf, mayUseDomain } from "./domain-limit.ts";
export { hasLostAccess } from "./memberships.ts";
export type { LinkResource, Resource } from "./resource.ts";
export type { ResourceKind, Verb } from "./roles.ts";
export { toPublicLink } from "./to-public-link.ts";
