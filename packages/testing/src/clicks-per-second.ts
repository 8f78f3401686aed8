import { inject } from "vitest";

/** Clicks per second while services are replaced: `CLICKS_PER_SECOND`, or 200. */
export function clicksPerSecond(): number {
  return inject("clicksPerSecond");
}
