export type { RequestLogDeps } from "./deps.ts";
export { recordRequests } from "./record-requests.ts";
export { insertRequests } from "./request-log-store.ts";
export { createRequestRecorder } from "./request-recorder.ts";
export { addRequestLogRoutes } from "./routes.ts";
