import type { CachedDomain, CachedLink, RobotsPolicy } from "@shunt/contracts/cached";
import { isRobotsFile, rootCode } from "../visit/to-code.ts";
import type { Visit } from "../visit/visit.ts";
import { type Outcome, outcomes } from "./outcomes.ts";

export type Target = Pick<CachedLink, "url" | "status" | "isIndexable">;

/** The response to a visit: a redirect to `target`, the robots file, or the page of the outcome. */
export type Decision =
  | { outcome: "redirect"; target: Target }
  | { outcome: "robots"; target: null; robots: RobotsPolicy }
  | { outcome: Refusal; target: Target | null; retryAfterSeconds?: number };

/** Shows a page, unless a fallback redirects the visitor. */
type Refusal = Exclude<Outcome, "redirect" | "robots">;

/** Decides by its arguments only, so that the result does not depend on the store that the link came from. */
export function decide(link: CachedLink | null, domain: CachedDomain, visit: Visit): Decision {
  if (visit.code === undefined) return decideWithoutCode(domain, visit);
  if (visit.code === rootCode) return refuse("root", domain);
  if (link === null) return refuse("missing", domain);
  const state = stateOf(link, visit.at);
  if (state === "redirect") return { outcome: state, target: link };
  return refuse(state, domain, state === "expired" ? link.fallbackUrl : null);
}

/**
 * The state of a link, the same for every visitor.
 *
 * @param at milliseconds since the epoch
 */
export function stateOf(link: CachedLink, at: number) {
  if (link.isBlocked) return "blocked";
  if (!link.isActive || (link.startsAt !== null && at < link.startsAt)) return "inactive";
  return link.expiresAt !== null && at >= link.expiresAt ? "expired" : "redirect";
}

function decideWithoutCode(domain: CachedDomain, { target }: Visit): Decision {
  if (domain.robots === null || !isRobotsFile(target)) return refuse("malformed", domain);
  return { outcome: "robots", target: null, robots: domain.robots };
}

/** @param own fallback of the link, which takes precedence over the domain's */
function refuse(outcome: Refusal, domain: CachedDomain, own: string | null = null): Decision {
  const { fallback } = outcomes[outcome];
  const url = own ?? (fallback === null ? null : domain[fallback]);
  return { outcome, target: url === null ? null : { url, status: 302, isIndexable: false } };
}
