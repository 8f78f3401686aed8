/** Exports of the feature for the root. */

export { addDocsRoutes } from "./routes.ts";
