/** What other features and the root use of transfer. */

export { addTransferRoutes } from "./routes.ts";
