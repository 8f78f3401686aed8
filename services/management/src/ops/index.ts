export type { OpsDeps } from "./deps.ts";
export { createOperatorMemory } from "./operator-memory.ts";
export { opsSessionMs } from "./ops-session.ts";
export { startOverviewRecorder } from "./overview-recorder.ts";
export { addOpsPages } from "./pages.ts";
export { readOverview } from "./read-overview.ts";
export { addOpsRoutes } from "./routes.ts";
