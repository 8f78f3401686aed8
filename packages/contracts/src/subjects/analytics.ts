/** What is asked about clicks, and answered. */
export * from "../api/analytics.ts";
export * from "../api/operations/analytics.ts";
export * from "../dimension.ts";
