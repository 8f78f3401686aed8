export { addSavedViewRoutes } from "./routes.ts";
