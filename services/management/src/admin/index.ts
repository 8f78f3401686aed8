export { findUsers } from "./admin-store.ts";
export { createAdmin } from "./create-admin.ts";
export type { AdminDeps } from "./deps.ts";
export { ensureAdmin } from "./ensure-admin.ts";
export { addAdminRoutes } from "./routes.ts";
export { updateUser } from "./update-user.ts";
