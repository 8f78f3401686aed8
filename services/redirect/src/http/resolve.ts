import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import { outcomes, rootCode, stateOf } from "@shunt/decision";
import { type DomainResolver, plainDomain } from "../domains/domain-resolver.ts";
import type { FindLinkFacts, LinkFacts } from "../links/link-facts.ts";
import type { LinkResolver } from "../links/link-resolver.ts";
import type { Source } from "../links/resolved.ts";
import type { Visit } from "../visit/visit.ts";
import type { MissLimit } from "./miss-limit.ts";

export interface ResolveDeps {
  domains: Pick<DomainResolver, "findInMemory" | "find">;
  resolver: Pick<LinkResolver, "findInMemory" | "isInMemory" | "find">;
  findFacts: FindLinkFacts;
  missLimit: MissLimit;
  now: () => number;
}

export interface Resolution {
  domain: CachedDomain;
  /** In lower case if the domain ignores case. */
  code: string;
  link: CachedLink | null;
  /** Where the link was found; "none" without a look-up. */
  source: Source | "none";
  /** Whether the miss limit has already counted the visit. */
  isCounted: boolean;
  /** Of a link whose preview is requested; else null. */
  facts: LinkFacts | null;
}

/**
 * Finds the domain, then the link; in the same tick if memory has both.
 *
 * @throws Problem "malformed-request", "rate-limited" or "unavailable"
 */
export function resolve(visit: Visit, deps: ResolveDeps): Resolution | Promise<Resolution> {
  return visit.view === "preview" ? resolvePreview(visit, deps) : resolveVisit(visit, deps);
}

/** A private link has no preview, which looks like an unknown code. Each preview counts against the miss limit. */
async function resolvePreview(visit: Visit, deps: ResolveDeps): Promise<Resolution> {
  const resolution = await resolveVisit(visit, deps);
  const { link } = resolution;
  if (link === null) return resolution;
  const facts = await deps.missLimit.run(
    visit.address,
    () => deps.findFacts(link.id),
    () => true,
  );
  return facts?.isPublic ? { ...resolution, facts } : { ...resolution, link: null, isCounted: true };
}

function resolveVisit(visit: Visit, deps: ResolveDeps): Resolution | Promise<Resolution> {
  const inMemory = deps.domains.findInMemory(visit.host);
  if (inMemory !== undefined) return resolveLink(visit, inMemory, deps);
  const found = deps.domains.find(visit.host ?? "", visit.address);
  // A target without a valid code is a 404 on every domain, so a failed look-up does not matter.
  const domain = visit.code === undefined ? found.catch(() => plainDomain) : found;
  return domain.then(resolved => resolveLink(visit, resolved, deps));
}

function resolveLink(
  visit: Visit,
  domain: CachedDomain,
  { resolver, missLimit, now }: ResolveDeps,
): Resolution | Promise<Resolution> {
  if (visit.code === undefined) return { domain, code: "", link: null, source: "none", isCounted: false, facts: null };
  const code = domain.isCaseSensitive ? visit.code : visit.code.toLowerCase();
  if (code === rootCode) return { domain, code, link: null, source: "memory", isCounted: false, facts: null };
  const inMemory = resolver.findInMemory(domain.id, code);
  if (inMemory !== undefined) return { ...inMemory, domain, code, isCounted: false, facts: null };
  const lookUp = () => resolver.find(domain.id, code);
  // A stale link in memory is not a guess.
  const isCounted = !resolver.isInMemory(domain.id, code);
  const isMiss = (link: CachedLink | null) => outcomes[link === null ? "missing" : stateOf(link, now())].isGuess;
  const found = isCounted ? missLimit.run(visit.address, lookUp, ({ link }) => isMiss(link)) : lookUp();
  return found.then(({ link, source }) => ({ domain, code, link, source, isCounted, facts: null }));
}
