export type { PreviewsDeps } from "./deps.ts";
export { fetchTitle } from "./fetch-title.ts";
export { addPreviewRoutes } from "./routes.ts";
