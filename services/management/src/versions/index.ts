export { addVersionRoutes } from "./routes.ts";
