export { addHealthRoutes } from "./routes.ts";
