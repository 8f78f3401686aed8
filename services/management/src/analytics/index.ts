export { getBreakdown } from "./breakdown/get-breakdown.ts";
export { createClickReader } from "./create-click-reader.ts";
export type { AnalyticsDeps } from "./deps.ts";
export { toAnalyticsQuery } from "./query/to-analytics-query.ts";
export { addAnalyticsRoutes } from "./routes.ts";
export { getSeries } from "./series/get-series.ts";
export { createTimeZones } from "./series/time-zones.ts";
export { getHeatMap } from "./summary/get-top-links.ts";
