/** What other features and the root use of accounts. */

export { type AccessEvent, applyAccessEvent } from "./access-grants.ts";
export { deleteAccount, giveUpAdministration } from "./delete-account.ts";
export type { AccountsDeps } from "./deps.ts";
export { assertOtherAdministrator, holdAdministration } from "./hold-administration.ts";
export { addMailPages } from "./mail-pages.ts";
export { addAuthRoutes } from "./routes.ts";
export { toUserBody } from "./to-user-body.ts";
