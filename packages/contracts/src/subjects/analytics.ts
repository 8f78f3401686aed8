/** Queries about clicks, and their responses. */
export * from "../api/analytics.ts";
export * from "../api/click-event.ts";
export * from "../api/operations/analytics.ts";
export * from "../api/operations/saved-views.ts";
export * from "../api/operations/shared-views.ts";
export * from "../api/orphans.ts";
export * from "../api/saved-views.ts";
export * from "../api/shared-views.ts";
export * from "../dimension.ts";
