export { addReportRoutes } from "./routes.ts";
