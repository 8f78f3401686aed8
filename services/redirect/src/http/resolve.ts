import type { CachedDomain } from "@shunt/contracts/cached";
import { type DomainResolver, plainDomain } from "../domains/domain-resolver.ts";
import { stateOf } from "../links/decide.ts";
import type { LinkResolver } from "../links/link-resolver.ts";
import type { Known } from "../links/memory-cache.ts";
import { outcomes } from "../links/outcomes.ts";
import type { Source } from "../links/resolved.ts";
import { rootCode } from "../visit/to-code.ts";
import type { Visit } from "../visit/visit.ts";
import type { MissLimit } from "./miss-limit.ts";

export interface ResolveDeps {
  domains: Pick<DomainResolver, "known" | "find">;
  resolver: Pick<LinkResolver, "known" | "has" | "find">;
  missLimit: MissLimit;
  now: () => number;
}

/** What a visit has met. */
export interface Resolution {
  domain: CachedDomain;
  /** The code in the spelling of the domain. */
  code: string;
  link: Known;
  /** Where the link was found; "none" where it was not looked for. */
  source: Source | "none";
  /** Whether the limit of misses has counted the look-up already. */
  isCounted: boolean;
}

/**
 * Finds the domain, then the link. What memory knows is returned in the same tick.
 *
 * @throws Problem "malformed-request", "rate-limited" or "unavailable"
 */
export function resolve(visit: Visit, deps: ResolveDeps): Resolution | Promise<Resolution> {
  const known = deps.domains.known(visit.host);
  if (known !== undefined) return resolveLink(visit, known, deps);
  const found = deps.domains.find(visit.host ?? "", visit.address);
  // What can be no code is not found on any domain, so it needs none.
  const domain = visit.code === undefined ? found.catch(() => plainDomain) : found;
  return domain.then(late => resolveLink(visit, late, deps));
}

function resolveLink(
  visit: Visit,
  domain: CachedDomain,
  { resolver, missLimit, now }: ResolveDeps,
): Resolution | Promise<Resolution> {
  if (visit.code === undefined) return { domain, code: "", link: null, source: "none", isCounted: false };
  const code = domain.isCaseSensitive ? visit.code : visit.code.toLowerCase();
  if (code === rootCode) return { domain, code, link: null, source: "memory", isCounted: false };
  const known = resolver.known(domain.id, code);
  if (known !== undefined) return { domain, code, link: known.link, source: known.source, isCounted: false };
  const lookUp = () => resolver.find(domain.id, code);
  // A link that is in memory and no longer fresh is no guess.
  const isCounted = !resolver.has(domain.id, code);
  const isMiss = (link: Known) => outcomes[link === null ? "missing" : stateOf(link, now())].isGuess;
  const found = isCounted ? missLimit.run(visit.address, lookUp, ({ link }) => isMiss(link)) : lookUp();
  return found.then(({ link, source }) => ({ domain, code, link, source, isCounted }));
}
