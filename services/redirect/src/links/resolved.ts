import type { CachedLink } from "@shunt/contracts/cached";
import type { Dependency } from "./look-up.ts";

/** Source of a link; `stale` is memory while no store answers. */
export type Source = "memory" | Dependency | "stale";

export interface Resolved {
  link: CachedLink | null;
  source: Source;
}
