import type { CachedLink } from "@shunt/contracts";

/** A plain link, for tests; what matters to the test is given. */
export function aCachedLink(given: Partial<CachedLink> = {}): CachedLink {
  return {
    id: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf",
    version: 1,
    url: "https://example.com/",
    status: 302,
    isActive: true,
    isIndexable: false,
    isBlocked: false,
    startsAt: null,
    expiresAt: null,
    fallbackUrl: null,
    ...given,
  };
}
