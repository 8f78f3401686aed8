import type { CachedLink } from "@shunt/contracts";

/** What a visitor gets. `fallback` sends the visitor elsewhere and is no click on the link's destination. */
export type Decision =
  | { kind: "redirect"; link: CachedLink }
  | { kind: "fallback"; url: string }
  | { kind: "missing" }
  | { kind: "blocked" }
  | { kind: "expired" };

const missing: Decision = { kind: "missing" };
const blocked: Decision = { kind: "blocked" };
const expired: Decision = { kind: "expired" };

/**
 * Decides from the link and the time alone, so that the answer is the same whatever store the link came from.
 *
 * @param now milliseconds since the epoch
 */
export function decide(link: CachedLink | null, now: number): Decision {
  if (link === null) return missing;
  if (link.isBlocked) return blocked;
  if (!link.isActive || (link.startsAt !== null && now < link.startsAt)) return missing;
  if (link.expiresAt !== null && now >= link.expiresAt) {
    return link.fallbackUrl === null ? expired : { kind: "fallback", url: link.fallbackUrl };
  }
  return { kind: "redirect", link };
}
