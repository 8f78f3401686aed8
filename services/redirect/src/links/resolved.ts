import type { CachedLink } from "@shunt/contracts/cached";
import { dependencies } from "./look-up.ts";

/** Sources of a link; `stale` is memory while no store answers. */
export const sources = ["memory", ...dependencies, "stale"] as const;

export type Source = (typeof sources)[number];

export interface Resolved {
  link: CachedLink | null;
  source: Source;
}
