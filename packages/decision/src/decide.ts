import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import { hasAllowedScheme, type Schemes } from "@shunt/contracts/values";
import { toAppFile } from "./apps/app-files.ts";
import type { Case } from "./behaviour.ts";
import { isByPerson, isUsedUp } from "./click-limit.ts";
import { type CompiledRules, compileRules, type Deciding } from "./compile-rules.ts";
import type { Decision, Refusal } from "./decision.ts";
import { Facts } from "./facts.ts";
import { addExtraPath } from "./forwarding/extra-path.ts";
import { fillSegments } from "./forwarding/placeholders.ts";
import { outcomes } from "./outcomes.ts";
import type { Target } from "./target.ts";
import type { Tools } from "./tools.ts";
import { rootCode, type VisitFacts } from "./visit-facts.ts";
import { continuesFromPage, warn } from "./warning.ts";

const robotsPath = "/robots.txt";

/** Whether a path names a file that depends on the settings of the domain. */
export function isDomainFile(path: string): boolean {
  return path === robotsPath || toAppFile(path) !== undefined;
}

export type Decider = (link: CachedLink | null, domain: CachedDomain, visit: VisitFacts) => Decision;

/** Returns a function that decides by its arguments only, so that the result does not depend on the link's store. */
export function createDecide(tools: Tools): Decider {
  return (link, domain, visit) => decide(link, domain, visit, tools);
}

function decide(link: CachedLink | null, domain: CachedDomain, visit: VisitFacts, tools: Tools): Decision {
  const decision = decideFreely(link, domain, visit, tools);
  if (!leadsToOthers(decision, tools.allowedSchemes)) return decision;
  const { count } = decision;
  // With the number of clicks, the link may have expired, or another rule may decide.
  return { outcome: "scheme-refused", target: null, ...(count && { count: { ...count, takes: false } }) };
}

/** Whether the answer has a URL that no visitor may be sent to. The list of schemes may have changed since the link was saved. */
function leadsToOthers(decision: Decision, allowed: Schemes): boolean {
  const { target } = decision;
  if (target !== null) return !hasAllowedScheme(target.url, allowed) || !hasAllowedFallback(target, allowed);
  if (decision.outcome !== "preview" && decision.outcome !== "unsafe") return false;
  return decision.destination !== null && !hasAllowedScheme(decision.destination, allowed);
}

function hasAllowedFallback({ fallback }: Target, allowed: Schemes): boolean {
  return fallback === undefined || hasAllowedScheme(fallback, allowed);
}

function decideFreely(link: CachedLink | null, domain: CachedDomain, visit: VisitFacts, tools: Tools): Decision {
  if (visit.code === undefined) return decideWithoutCode(domain, visit);
  if (visit.code === rootCode) return refuse("root", domain);
  if (visit.view === "pixel") return decidePixel(link, visit);
  if (link === null) return refuse("missing", domain);
  const state = stateOf(link, visit.at);
  if (link.isUnsafe && mayLeadOn(state, link) && !continuesFromPage(visit))
    return decideUnsafe(state, { link, domain, visit, facts: new Facts(visit, tools) });
  if (state !== "redirect") return refuse(state, domain, state === "expired" ? link.fallbackUrl : null);
  if (visit.view === "preview") return decidePreview(link, domain, visit);
  if (link.rules === null && domain.rules === null && visit.extra === null) return { outcome: state, target: link };
  const facts = new Facts(visit, tools);
  return withClass(decideByRules({ link, domain, visit, facts }), facts);
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

/** Whether a visitor in this state of the link may get to a URL that its owner chose. */
function mayLeadOn(state: ReturnType<typeof stateOf>, { fallbackUrl }: CachedLink): boolean {
  return state === "redirect" || (state === "expired" && fallbackUrl !== null);
}

/** The warning comes after the password, so that visitors of a locked link see it once. */
function decideUnsafe(state: ReturnType<typeof stateOf>, given: Case): Decision {
  const { link, domain, visit, facts } = given;
  const compiled = compileRules(link.rules, domain.rules);
  if (compiled === "unsupported") return { outcome: "unsupported", target: null };
  const isPreview = visit.view === "preview";
  if (isPreview && compiled.inPreview === "hidden") return refuse("missing", domain);
  const locked = state === "redirect" && !isPreview ? compiled.lock?.decide(given) : undefined;
  return locked === undefined ? warn(link, compiled) : withClass(locked, facts);
}

/** Loads as a picture, so no fallback applies. The behaviours of the link decide nothing. */
function decidePixel(link: CachedLink | null, { at }: VisitFacts): Decision {
  const state = link === null ? "missing" : stateOf(link, at);
  return state === "redirect" ? { outcome: "pixel", target: null } : { outcome: state, target: null };
}

/** A preview that does not exist is answered like an unknown code. */
function decidePreview(link: CachedLink, domain: CachedDomain, { extra }: VisitFacts): Decision {
  const compiled = compileRules(link.rules, domain.rules);
  if (compiled === "unsupported") return { outcome: "unsupported", target: null };
  if (compiled.inPreview === "hidden") return refuse("missing", domain);
  if (compiled.inPreview === "varies") return { outcome: "preview", target: null, destination: null };
  const target = toTarget(link);
  const { url } = extra === null ? target : addExtraPath(target, extra, link, domain);
  return { outcome: "preview", target: null, destination: url };
}

function decideByRules(given: Case): Decision {
  const compiled = compileRules(given.link.rules, given.domain.rules);
  if (compiled === "unsupported") return { outcome: "unsupported", target: null };
  const decision = isUsedUp(given)
    ? refuse("expired", given.domain, given.link.fallbackUrl)
    : decideByBehaviours(given, compiled);
  return compiled.countsClicks ? withCount(decision, given) : decision;
}

/** The clicks are counted after everything else, so that visits with another answer take none. */
function withCount(decision: Decision, { link, visit, facts }: Case): Decision {
  const takes = decision.outcome === "redirect" && isByPerson(visit, facts);
  const limit = link.rules?.max_clicks ?? Number.POSITIVE_INFINITY;
  return { ...decision, count: { linkId: link.id, limit, version: link.version, takes } };
}

function decideByBehaviours(given: Case, compiled: CompiledRules): Decision {
  const decision = firstOf(compiled.deciding, given) ?? { outcome: "redirect", target: toTarget(given.link) };
  if (decision.outcome !== "redirect") return decision;
  let target = finish(decision.target, given, compiled);
  const { fallback } = decision.target;
  if (fallback !== undefined)
    target = { ...target, fallback: finish({ ...decision.target, url: fallback }, given, compiled).url };
  if (compiled.dependsOnVisitor) target = { ...target, cacheSeconds: 0 };
  return target === decision.target ? decision : { ...decision, target };
}

function finish(start: Target, given: Case, compiled: CompiledRules): Target {
  const { extra } = given.visit;
  let target = extra?.isWildcard ? fillSegments(start, extra) : start;
  for (const step of compiled.finish) target = step(target, given);
  return target;
}

/** Adds the class if the decision depended on it, so that statistics agree with the decision. */
function withClass(decision: Decision, { knownClassification: known }: Facts): Decision {
  if (known === undefined || decision.outcome === "robots" || decision.outcome === "app-file") return decision;
  return { ...decision, chosen: { ...decision.chosen, ...known } };
}

function firstOf(deciding: readonly Deciding[], given: Case): Decision | undefined {
  for (const behaviour of deciding) {
    const decision = behaviour.decide(given);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

function toTarget({ url, status, isIndexable }: CachedLink): Target {
  return { url, status, isIndexable };
}

function decideWithoutCode(domain: CachedDomain, { path }: VisitFacts): Decision {
  const appFile = toAppFile(path);
  if (appFile !== undefined) return decideAppFile(domain.rules?.[appFile]);
  if (domain.robots === null || path !== robotsPath) return refuse("malformed", domain);
  return { outcome: "robots", target: null, robots: domain.robots };
}

/** Stores and devices follow no redirects for these files, so no fallback applies. */
function decideAppFile(content: object | undefined): Decision {
  return content === undefined
    ? { outcome: "malformed", target: null }
    : { outcome: "app-file", target: null, content };
}

/** @param own fallback of the link, which takes precedence over the domain's */
function refuse(outcome: Refusal, domain: CachedDomain, own: string | null = null): Decision {
  const { fallback } = outcomes[outcome];
  const url = own ?? (fallback === null ? null : domain[fallback]);
  return { outcome, target: url === null ? null : { url, status: 302, isIndexable: false } };
}
