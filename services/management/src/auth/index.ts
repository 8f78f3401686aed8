/** What other parts may use of accounts. */

export { login } from "./login.ts";
export { registerUser } from "./register-user.ts";
export { findUser } from "./user-store.ts";
