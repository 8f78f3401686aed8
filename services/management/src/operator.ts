// What the operator's command needs of this service.

export { operator } from "./access/index.ts";
export { createAdmin, findUsers, updateUser } from "./admin/index.ts";
export { findUserByEmail, type UserRecord } from "./auth/index.ts";
