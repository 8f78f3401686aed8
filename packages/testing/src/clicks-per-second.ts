import { inject } from "vitest";

/** Load while services are replaced: `CLICKS_PER_SECOND`, default 200. */
export function clicksPerSecond(): number {
  return inject("clicksPerSecond");
}
