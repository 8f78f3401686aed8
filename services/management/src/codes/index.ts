/** What other features and the root use of codes. */

export { addCodeRoutes } from "./routes.ts";
