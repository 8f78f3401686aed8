export { addSharedViewRoutes } from "./routes.ts";
export { endViewsOfLabel, renameSharedLabel } from "./shared-view-store.ts";
