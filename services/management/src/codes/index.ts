export { addCodeRoutes } from "./routes.ts";
