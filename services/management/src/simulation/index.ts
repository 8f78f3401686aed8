export { createToolsOpener } from "./create-tools-opener.ts";
export type { SimulationDeps } from "./deps.ts";
export { addSimulationRoutes } from "./routes.ts";
export { simulate } from "./simulate.ts";
