import type { CachedLink } from "@shunt/contracts";

/** What a visitor gets. Only `redirect` is a click that counts; `fallback` sends the visitor elsewhere. */
export type Decision =
  | { kind: "redirect"; url: string; status: CachedLink["status"] }
  | { kind: "fallback"; url: string }
  | { kind: "missing" }
  | { kind: "expired" };

const missing: Decision = { kind: "missing" };
const expired: Decision = { kind: "expired" };

/** Decides from the link and the time alone, so that the answer is the same whatever store the link came from. */
export function decide(link: CachedLink | null, now: number): Decision {
  if (link === null || !link.isActive) return missing;
  if (link.startsAt !== null && now < link.startsAt) return missing;
  if (link.expiresAt !== null && now >= link.expiresAt) {
    return link.fallbackUrl === null ? expired : { kind: "fallback", url: link.fallbackUrl };
  }
  return { kind: "redirect", url: link.url, status: link.status };
}
