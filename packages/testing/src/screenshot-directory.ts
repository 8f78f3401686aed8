import { inject } from "vitest";

/** Directory for pictures of the dashboard, from `SCREENSHOTS`; undefined: none. */
export function findScreenshotDirectory(): string | undefined {
  return inject("screenshotDirectory") || undefined;
}
