/** Files of a build of the dashboard, for management, which serves them. */
export * from "../prerendered.ts";
