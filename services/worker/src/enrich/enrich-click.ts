import {
  type ClickClass,
  type ClickSource,
  clickClasses,
  clickColumns,
  noPurpose,
  parseChosen,
} from "@shunt/contracts/clicks";
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
  isClassifiedByEdge?: boolean | undefined;
}

/** The parts of a place that statistics keep. */
type StoredPlace = Pick<Place, "country" | "region" | "city">;

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
  // One look-up for both, as each costs a tenth of a microsecond.
  const visitorOf = memoize(
    userAgent => ({ agent: readAgent(userAgent), ordinary: classify(userAgent, noPurpose) }),
    maxMemoized,
  );
  const storable = memoize(url => toStorable(url, clickColumns.destination.maxLength), maxDestinations);
  const utmOf = (destination: string, marks: URLSearchParams | undefined): Utm => {
    const fallback = destination.includes("utm_") ? utmOfDestination(destination) : noUtm;
    return marks ? toUtm(marks, fallback) : fallback;
  };
  const classOf = (click: Hit, ordinary: Classification) =>
    isPlain(click) ? ordinary : classify(click.userAgent, click);
  return click => {
    const { rule, variant, classification } = click.chosen === "" ? noChoice : choiceOf(click.chosen);
    const { agent, ordinary } = visitorOf(click.userAgent);
    const { class: clickClass, reason } = classification ?? classOf(click, ordinary);
    const marks = click.marks === "" ? undefined : new URLSearchParams(click.marks);
    const { isOptOut } = click;
    return {
      linkId: click.linkId,
      at: click.at,
      class: clickClass,
      classReason: reason,
      place: isOptOut ? unknownPlace : placeOf(click.ip),
      agent: isOptOut ? unknownAgent : agent,
      referrerHost: isOptOut ? null : hostOf(click.referrer),
      language: isOptOut ? null : languageOf(click.language),
      source: toSource(click, marks),
      utm: utmOf(click.destination, marks),
      destination: storable(click.destination),
      rule,
      variant,
      isClassifiedByEdge: classification ? true : undefined,
    };
  };
}

function isPlain({ isPixel, isAborted, ahead }: Hit): boolean {
  return !isPixel && !isAborted && ahead === undefined;
}

interface KnownChoice {
  rule: string | null;
  variant: string | null;
  classification?: Classification;
}

const noChoice: KnownChoice = { rule: null, variant: null };

/** Classes of newer releases are ignored, so the click is classified here. */
function toChoice(chosen: string): KnownChoice {
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
