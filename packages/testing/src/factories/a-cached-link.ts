import { type CachedLink, plainLink } from "@shunt/contracts/cached";
import type { LinkRules } from "@shunt/contracts/links";

/** A plain link, overridden by the given fields. */
export function aCachedLink(given: Partial<CachedLink> = {}): CachedLink {
  return {
    ...plainLink,
    id: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf",
    version: 1,
    url: "https://example.com/",
    ...given,
  };
}

/** Rules that no version knows, to test that the layers between Postgres and the redirect pass rules on unread. */
export const unknownRules = { unknown: ["not", "opened"] } as LinkRules;
