/** Administration, health and the overview of operations. */
export type * from "../administrator-message.ts";
export * from "../api/admin.ts";
export * from "../api/health.ts";
export * from "../api/operations/admin.ts";
export * from "../api/operations/health.ts";
export * from "../api/operations/ops.ts";
export * from "../api/operations/reports.ts";
export * from "../api/ops.ts";
export * from "../api/reports.ts";
export * from "../ops-sentences.ts";
export * from "../say-sentence.ts";
