export { addTransferRoutes } from "./routes.ts";
