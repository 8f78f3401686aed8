export { type AccessEvent, applyAccessEvent } from "./access-grants.ts";
export { type DeleteAccountDeps, deleteAccount, removeAdminRole } from "./delete-account.ts";
export type { AccountsDeps } from "./deps.ts";
export { assertOtherAdministrator, lockAdministration } from "./lock-administration.ts";
export { addMailPages } from "./mail-pages.ts";
export { addAuthRoutes } from "./routes.ts";
export { toUserBody } from "./to-user-body.ts";
