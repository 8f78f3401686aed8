/** What crawlers are told at `/robots.txt`. */
export type RobotsPolicy = "allow" | "disallow";

/** What the edge needs to know of a domain: this is what travels through Redis and sits in memory. */
export interface CachedDomain {
  id: number;
  /** Grows with every change of its settings, and across domains that had the same host one after another. */
  version: number;
  /** Where visitors of the root, of codes that do not exist, and of links that are over are sent; null: a page tells them. */
  rootUrl: string | null;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  /** Null: there is no such file. */
  robots: RobotsPolicy | null;
  /** Where it is not, codes are kept in lower case. */
  isCaseSensitive: boolean;
}
