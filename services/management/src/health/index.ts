/** What other features and the root use of health. */

export { addHealthRoutes } from "./routes.ts";
