/** Clicks on their way from the edge to the worker. */
export * from "../click.ts";
export * from "../click-purpose.ts";
