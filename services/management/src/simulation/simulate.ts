import type { CachedLink } from "@shunt/contracts/cached";
import { continentOf, type SimulatedVisit, type Simulation } from "@shunt/contracts/links";
import { problems } from "@shunt/contracts/problem";
import {
  acceptsPage,
  createDecide,
  type Decision,
  lintRules,
  outcomes,
  type Tools,
  type VisitFacts,
} from "@shunt/decision";
import { type Place, unknownPlace } from "@shunt/visitor/place";
import { type ReadTarget, readTarget } from "./read-target.ts";
import type { SimulatedLink } from "./simulated-link.ts";
import { toVisit } from "./to-visit.ts";

/** Decides by the function of the redirect. */
export function simulate(tools: Tools, simulated: SimulatedLink, given: SimulatedVisit): Simulation {
  const { link, domain } = simulated;
  const target = readTarget(simulated, given);
  const visit = toVisit(given, target, simulated.clicks);
  const { place } = given;
  const decide = createDecide(place === undefined ? tools : { ...tools, placeOf: () => toPlace(place) });
  const decision = decide(toShown(simulated, target, given), domain, visit);
  const { chosen } = decision;
  const known = tools.classify(visit.userAgent, visit.purpose);
  const visitClass = chosen?.class ?? known.class;
  return {
    outcome: decision.outcome,
    status: statusOf(decision, visit),
    location: isPage(decision) ? null : (decision.target?.url ?? null),
    destination: decision.target?.url ?? null,
    rule: chosen?.rule ?? null,
    variant: chosen?.variant ?? null,
    class: visitClass,
    class_reason: chosen?.class ? (chosen.reason ?? null) : known.reason,
    is_counted: outcomes[decision.outcome].recorded === "click" && visitClass === "human" && !visit.purpose.isHead,
    warnings: link.rules?.rules ? lintRules({ rules: link.rules.rules, split: link.rules.split, url: link.url }) : [],
  };
}

/** The link that the redirect finds for this visit. A private link has no preview, so it looks like an unknown code. */
function toShown(
  { link, isPublic }: SimulatedLink,
  { isFound, view }: ReadTarget,
  { is_unlocked }: SimulatedVisit,
): CachedLink | null {
  if (!isFound || (view === "preview" && !isPublic)) return null;
  return is_unlocked ? unlock(link) : link;
}

/** A visitor with a valid ticket gets what a link without its lock would answer. */
function unlock(link: CachedLink): CachedLink {
  if (link.rules === null) return link;
  const { lock, ...rules } = link.rules;
  return { ...link, rules };
}

/** Whether the redirect shows a page with the destination in a frame, or with the app that it offers. */
function isPage({ target }: Decision): boolean {
  return target?.frame !== undefined || target?.fallback !== undefined;
}

function statusOf(decision: Decision, { headers }: VisitFacts): number {
  if (isPage(decision)) return 200;
  // The warning is a page with a button for browsers, and an error for programs.
  if (decision.outcome === "unsafe" && acceptsPage(headers)) return 200;
  if (decision.target !== null) return decision.target.status;
  const { problem } = outcomes[decision.outcome];
  return problem === null ? 200 : problems[problem].status;
}

function toPlace({ country, continent, region, city }: NonNullable<SimulatedVisit["place"]>): Place {
  return {
    ...unknownPlace,
    country: country ?? null,
    continent: continent ?? (country === undefined ? null : (continentOf(country) ?? null)),
    region: region ?? null,
    city: city ?? null,
  };
}
