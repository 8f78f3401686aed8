import type { DomainRules } from "./domain-rules.ts";

export type RobotsPolicy = "allow" | "disallow";

/** A domain as the redirect caches it, in Redis and in memory. */
export interface CachedDomain {
  id: number;
  /** Grows with every change of the settings, also across consecutive domains with the same host. */
  version: number;
  /** Redirect targets for the bare domain, for unknown codes and for expired links; null shows a page. */
  rootUrl: string | null;
  notFoundUrl: string | null;
  expiredUrl: string | null;
  /** Null if there is no such file. */
  robots: RobotsPolicy | null;
  /** If false, codes are stored in lower case. */
  isCaseSensitive: boolean;
  /** Null without such settings. */
  rules: DomainRules | null;
}
