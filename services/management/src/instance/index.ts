export { addInstanceRoutes } from "./routes.ts";
export { toInstance } from "./to-instance.ts";
