export { createTopValues } from "./breakdown/top-values.ts";
export type { AnalyticsDeps } from "./deps.ts";
export { addAnalyticsRoutes } from "./routes.ts";
export { createTimeZones } from "./series/time-zones.ts";
