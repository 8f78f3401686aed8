import { type CachedLink, plainLink } from "@shunt/contracts/cached";
import type { LinkRules } from "@shunt/contracts/links";

/** A plain link, for tests; what matters to the test is given. */
export function aCachedLink(given: Partial<CachedLink> = {}): CachedLink {
  return {
    ...plainLink,
    id: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf",
    version: 1,
    url: "https://example.com/",
    ...given,
  };
}

/** Rules that no version knows: layers between Postgres and the edge pass rules on unopened. */
export const unknownRules = { unknown: ["not", "opened"] } as unknown as LinkRules;
