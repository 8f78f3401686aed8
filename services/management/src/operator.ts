// What the operator's command needs of this service.
export { findUsers } from "./admin/admin-store.ts";
export { createAdmin } from "./admin/create-admin.ts";
export { updateUser } from "./admin/update-user.ts";
export { operator } from "./auth/actor.ts";
export { findUserByEmail, type UserRecord } from "./auth/user-store.ts";
export { loadManagementConfig } from "./config.ts";
