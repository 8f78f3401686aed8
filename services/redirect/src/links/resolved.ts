import type { Dependency } from "./look-up.ts";
import type { Known } from "./memory-cache.ts";

/** Where an answer came from. `stale` is from memory, while no store could confirm it. */
export type Source = "memory" | Dependency | "stale";

export interface Resolved {
  link: Known;
  source: Source;
}
