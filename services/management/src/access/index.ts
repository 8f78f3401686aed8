/** Access rules. Only this folder compares owners, roles and domains. */

export { actIn } from "./act-in.ts";
export {
  type Actor,
  type ApiKeyActor,
  type Caller,
  isOwnAccount,
  type Memberships,
  type OperatorActor,
  operator,
  system,
  type UserActor,
  userIdOf,
} from "./actor.ts";
export { allowedTo, editableBy, visibleTo } from "./allowed-to.ts";
export { assertCan, can, isAdministrator, workspacesOf } from "./can.ts";
export { domainLimitOf, mayUseDomain } from "./domain-limit.ts";
export {
  hasLostAccess,
  type MembershipRow,
  membershipColumns,
  toMemberships,
  workspacesOfAccount,
} from "./memberships.ts";
export type { LinkResource } from "./resource.ts";
export { assertScope, hasScope } from "./scopes.ts";
export { toPublicLink } from "./to-public-link.ts";
