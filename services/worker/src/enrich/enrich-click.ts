import { type ClickClass, type ClickSource, clickClasses, clickColumns, parseChosen } from "@shunt/contracts/clicks";
import { toStorable } from "@shunt/contracts/values";
import type { Classification, Classify } from "@shunt/visitor/classify";
import { toLanguage } from "@shunt/visitor/language";
import { memoize } from "@shunt/visitor/memoize";
import { type Place, unknownPlace } from "@shunt/visitor/place";
import { toReferrerHost } from "@shunt/visitor/referrer";
import { type Agent, unknownAgent } from "@shunt/visitor/user-agent";
import type { Hit } from "../ingest/parse-click.ts";

/** A click without anything that identifies the visitor. */
export interface EnrichedClick {
  linkId: string;
  /** Milliseconds since the epoch. */
  at: number;
  class: ClickClass;
  classReason: string | null;
  place: StoredPlace;
  agent: Agent;
  referrerHost: string | null;
  language: string | null;
  source: ClickSource;
  utm: Utm;
  destination: string;
  rule: string | null;
  variant: string | null;
  /** Whether the redirect classified the click, because the class decided what the visitor got. */
  isClassifiedByEdge?: boolean;
}

/** The parts of a place that statistics keep. */
type StoredPlace = Pick<Place, "country" | "region" | "city">;

type Profile = Pick<EnrichedClick, "place" | "agent" | "referrerHost" | "language">;

export interface Utm {
  source: string | null;
  medium: string | null;
  campaign: string | null;
  term: string | null;
  content: string | null;
}

export interface EnrichDeps {
  placeOf: (ip: string) => StoredPlace;
  readAgent: (userAgent: string) => Agent;
  classify: Classify;
}

const noProfile: Profile = { place: unknownPlace, agent: unknownAgent, referrerHost: null, language: null };
const noUtm: Utm = { source: null, medium: null, campaign: null, term: null, content: null };
const maxMemoized = 5_000;
/** Destinations are up to 8 kB long. */
const maxDestinations = 1_000;

/**
 * Returns a function that extracts the data worth storing from a click. It is pure and never throws, whatever a visitor
 * sends.
 */
export function createEnricher({ placeOf, readAgent, classify }: EnrichDeps): (hit: Hit) => EnrichedClick {
  const hostOf = memoize(toReferrerHost, maxMemoized);
  const languageOf = memoize(toLanguage, maxMemoized);
  const utmOfDestination = memoize(toUtmOfUrl, maxDestinations);
  const choiceOf = memoize(toChoice, maxMemoized);
  const profile = (click: Hit): Profile => ({
    place: placeOf(click.ip),
    agent: readAgent(click.userAgent),
    referrerHost: hostOf(click.referrer),
    language: languageOf(click.language),
  });
  return click => {
    const { rule, variant, classification } = choiceOf(click.chosen);
    const { class: clickClass, reason } = classification ?? classify(click.userAgent, click);
    const marks = click.marks === "" ? undefined : new URLSearchParams(click.marks);
    const fallback = click.destination.includes("utm_") ? utmOfDestination(click.destination) : noUtm;
    return {
      linkId: click.linkId,
      at: click.at,
      class: clickClass,
      classReason: reason,
      ...(click.isOptOut ? noProfile : profile(click)),
      source: toSource(click, marks),
      utm: marks ? toUtm(marks, fallback) : fallback,
      destination: toStorable(click.destination, clickColumns.destination.maxLength),
      rule,
      variant,
      ...(classification && { isClassifiedByEdge: true }),
    };
  };
}

/** Classes of newer releases are ignored, so the click is classified here. */
function toChoice(chosen: string): { rule: string | null; variant: string | null; classification?: Classification } {
  const { rule, variant, reason, ...choice } = parseChosen(chosen);
  const known = clickClasses.find(each => each === choice.class);
  return { rule, variant, ...(known && { classification: { class: known, reason } }) };
}

function toSource({ isPixel }: Hit, marks: URLSearchParams | undefined): EnrichedClick["source"] {
  if (isPixel) return "pixel";
  return marks?.has("qr") ? "qr" : "link";
}

/** Reads UTM parameters from the visited URL; `fallback` supplies missing ones. */
function toUtm(marks: URLSearchParams, fallback: Utm): Utm {
  const mark = (name: keyof Utm) => toStorable(marks.get(`utm_${name}`)?.trim() ?? "", 255) || fallback[name];
  return {
    source: mark("source"),
    medium: mark("medium"),
    campaign: mark("campaign"),
    term: mark("term"),
    content: mark("content"),
  };
}

/** Many owners add UTM parameters to the long URL before they shorten it. */
function toUtmOfUrl(url: string): Utm {
  const search = URL.parse(url)?.search ?? "";
  return search.includes("utm_") ? toUtm(new URLSearchParams(search), noUtm) : noUtm;
}
