export { addDocsRoutes } from "./routes.ts";
