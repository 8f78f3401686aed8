import type { CachedLink } from "@shunt/contracts/cached";
import type { ReferrerPolicy } from "@shunt/contracts/links";

/** Where a visitor is redirected, and how. */
export interface Target extends Pick<CachedLink, "url" | "status" | "isIndexable"> {
  /** The URL for statistics, without what this visitor added; undefined if `url` has nothing of the visitor. */
  destination?: string;
  /** Seconds that browsers may cache the redirect; undefined for the default of its status. */
  cacheSeconds?: number;
  referrerPolicy?: ReferrerPolicy;
  /** `url` is that of an app. A page offers to open it, and leads visitors without the app here. */
  fallback?: string;
  /** Shows the destination in a frame under the short URL instead of a redirect. */
  frame?: { title: string | null };
}
