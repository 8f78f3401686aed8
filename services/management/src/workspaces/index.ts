export { addWorkspaceRoutes } from "./routes.ts";
