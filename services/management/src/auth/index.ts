/** What other parts may use of accounts. */

export { createTicket } from "./create-ticket.ts";
export { hasAccess } from "./has-access.ts";
export { login } from "./login.ts";
export { registerUser } from "./register-user.ts";
export { findUser } from "./user-store.ts";
