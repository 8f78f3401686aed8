import type { CachedDomain } from "@shunt/contracts/cached";

/** A domain without settings, for tests; what matters to the test is given. */
export function aCachedDomain(given: Partial<CachedDomain> = {}): CachedDomain {
  return {
    id: 1,
    version: 1,
    rootUrl: null,
    notFoundUrl: null,
    expiredUrl: null,
    robots: null,
    isCaseSensitive: true,
    ...given,
  };
}
