import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import { Problem } from "@shunt/contracts/problem";
import {
  type ExtraPath,
  isDomainFile,
  outcomes,
  type Prefix,
  rootCode,
  stateOf,
  takesExtraPath,
  toCodeOn,
} from "@shunt/decision";
import { type DomainResolver, plainDomain } from "../domains/domain-resolver.ts";
import type { FindLinkFacts, LinkFacts } from "../links/link-facts.ts";
import type { LinkResolver } from "../links/link-resolver.ts";
import type { Resolved, Source } from "../links/resolved.ts";
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
  /** The visit's code, or one of its other codes that has a link; in lower case if the domain ignores case. */
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
  // Crawlers and stores remember for days that a file does not exist, so its domain must be known.
  if (inMemory === plainDomain && isDomainFile(visit.path)) throw new Problem("unavailable");
  if (inMemory !== undefined) return resolveLink(visit, inMemory, deps);
  const found = deps.domains.find(visit.host ?? "", visit.address);
  // Any other target without a valid code is a 404 on every domain, so a failed look-up does not matter.
  const needsDomain = visit.code !== undefined || visit.prefixes.length > 0 || isDomainFile(visit.path);
  const domain = needsDomain ? found : found.catch(() => plainDomain);
  return domain.then(resolved => resolveLink(visit, resolved, deps));
}

function resolveLink(
  visit: Visit,
  domain: CachedDomain,
  { resolver, missLimit, now }: ResolveDeps,
): Resolution | Promise<Resolution> {
  const code = visit.code === undefined ? undefined : toCodeOn(domain, visit.code);
  if (code === rootCode) return { domain, code, link: null, source: "memory", isCounted: false, facts: null };
  const inMemory = code === undefined ? undefined : resolver.findInMemory(domain.id, code);
  const prefixes = visit.prefixes.map(prefix => ({ ...prefix, code: toCodeOn(domain, prefix.code) }));
  if (code !== undefined && inMemory && inMemory.link !== null && !isOneOf(prefixes, code))
    return toResolution(inMemory, domain, code);
  const codes = [...(code === undefined ? [] : [code]), ...visit.otherCodes.map(other => toCodeOn(domain, other))];
  if (codes.length + prefixes.length === 0)
    return { domain, code: "", link: null, source: "none", isCounted: false, facts: null };
  if (code !== undefined && inMemory && codes.length === 1 && prefixes.length === 0)
    return toResolution(inMemory, domain, code);
  const lookUp = () => findFirst(codes, prefixes, domain, resolver);
  // A stale link in memory is not a guess. The beginning of the path says nothing: a guess may follow a known code.
  const isCounted = code === undefined || isOneOf(prefixes, code) || !resolver.isInMemory(domain.id, code);
  const isMiss = (link: CachedLink | null) => outcomes[link === null ? "missing" : stateOf(link, now())].isGuess;
  const found = isCounted ? missLimit.run(visit.address, lookUp, ({ link }) => isMiss(link)) : lookUp();
  return found.then(({ extra, ...resolved }) => {
    if (extra) visit.extra = extra;
    return { ...resolved, domain, isCounted, facts: null };
  });
}

/** Of a visit without a look-up. */
function toResolution({ link, source }: Resolved, domain: CachedDomain, code: string): Resolution {
  return { domain, code, link, source, isCounted: false, facts: null };
}

function isOneOf(prefixes: readonly Prefix[], code: string): boolean {
  return prefixes.some(prefix => prefix.code === code);
}

interface FoundLink extends Pick<Resolution, "code" | "link" | "source"> {
  extra?: ExtraPath;
}

/**
 * Looks up codes in turn, then those that the path may begin with. Without a link, the first code counts. Text behind the slash after a
 * code, such as `/docs/日本`, is pasted text only if no link takes it as a path.
 */
async function findFirst(
  codes: readonly string[],
  prefixes: readonly Prefix[],
  domain: CachedDomain,
  resolver: ResolveDeps["resolver"],
): Promise<FoundLink> {
  let missing: FoundLink = { code: "", link: null, source: "none" };
  for (const [i, code] of codes.entries()) {
    const { link, source } = resolver.findInMemory(domain.id, code) ?? (await resolver.find(domain.id, code));
    if (link !== null)
      return (isOneOf(prefixes, code) && (await findByPrefix(prefixes, domain, resolver))) || { code, link, source };
    if (i === 0) missing = { code, link, source };
  }
  return (await findByPrefix(prefixes, domain, resolver)) ?? missing;
}

/** Looks up all of them together, so that they cost one query. */
async function findByPrefix(
  prefixes: readonly Prefix[],
  domain: CachedDomain,
  resolver: ResolveDeps["resolver"],
): Promise<FoundLink | undefined> {
  const found = await Promise.all(
    prefixes.map(({ code }) => resolver.findInMemory(domain.id, code) ?? resolver.find(domain.id, code)),
  );
  for (const [i, { code, extra }] of prefixes.entries()) {
    const { link, source } = found[i] as Resolved;
    if (link !== null && takesExtraPath(link, domain, extra)) return { code, link, source, extra };
  }
  return undefined;
}
