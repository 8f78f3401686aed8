import type { LinkAddress } from "./link-cache.ts";

/** Every key of a link, as SCAN matches it. */
export const anyLinkKey = "l:*";

/** The Redis key of what is cached for a code. The number of the domain keeps it short: there is one key a link. */
export function linkKey({ domainId, code }: LinkAddress): string {
  return `l:${domainId}:${code}`;
}
