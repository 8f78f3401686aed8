/** What other parts may use of accounts. */

export type { Actor, ApiKeyActor, Caller, UserActor } from "./actor.ts";
export { createTicket } from "./create-ticket.ts";
export { hasAccess } from "./has-access.ts";
export { login } from "./login.ts";
export { registerUser } from "./register-user.ts";
export { findUser } from "./user-store.ts";
