export { addSharedViewRoutes } from "./routes.ts";
export { endSharedViewsOf, endViewsOfLabel, renameSharedLabel } from "./shared-view-store.ts";
