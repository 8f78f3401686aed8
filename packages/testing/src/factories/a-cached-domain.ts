import type { CachedDomain } from "@shunt/contracts/cached";

/** A domain without settings, overridden by the given fields. */
export function aCachedDomain(given: Partial<CachedDomain> = {}): CachedDomain {
  return {
    id: 1,
    version: 1,
    rootUrl: null,
    notFoundUrl: null,
    expiredUrl: null,
    robots: null,
    isCaseSensitive: true,
    rules: null,
    ...given,
  };
}
