/** Queries about clicks, and their responses. */
export * from "../api/analytics.ts";
export * from "../api/operations/analytics.ts";
export * from "../dimension.ts";
