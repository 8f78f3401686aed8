/** Clicks on their way from the redirect to the worker. */
export * from "../click.ts";
export * from "../click-chosen.ts";
export * from "../click-purpose.ts";
export * from "../visitor-kinds.ts";
