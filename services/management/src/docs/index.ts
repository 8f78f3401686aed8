/** What other features and the root use of docs. */

export { addDocsRoutes } from "./routes.ts";
