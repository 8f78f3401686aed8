/** What other parts may use of accounts. */

export { hasAccess } from "./has-access.ts";
export { login } from "./login.ts";
export { registerUser } from "./register-user.ts";
export { findUser } from "./user-store.ts";
