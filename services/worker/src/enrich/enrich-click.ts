import {
  type ClickClass,
  type ClickSource,
  clickClasses,
  clickColumns,
  noPurpose,
  type Purpose,
  parseChosen,
} from "@shunt/contracts/clicks";
import { toStorable } from "@shunt/contracts/values";
import type { Classification, Classify } from "@shunt/visitor/classify";
import { toLanguage } from "@shunt/visitor/language";
import { memoize } from "@shunt/visitor/memoize";
import { type Place, unknownPlace } from "@shunt/visitor/place";
import { toReferrerHost } from "@shunt/visitor/referrer";
import { type Agent, unknownAgent } from "@shunt/visitor/user-agent";
import { type ReadClick, readColumn } from "../ingest/read-column.ts";
import type { Visits } from "../ingest/read-visits.ts";

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
 * Returns a function that extracts the data worth storing from the clicks of a batch. It is pure and never throws, whatever a
 * visitor sends.
 */
export function createEnricher({
  placeOf,
  readAgent,
  classify,
}: EnrichDeps): (visits: Visits) => ReadClick<EnrichedClick> {
  const hostOf = memoize(toReferrerHost, maxMemoized);
  const languageOf = memoize(toLanguage, maxMemoized);
  const utmOfDestination = memoize(toUtmOfUrl, maxDestinations);
  const choiceOf = memoize(toChoice, maxMemoized);
  const visitorOf = memoize(
    userAgent => ({ userAgent, agent: readAgent(userAgent), ordinary: classify(userAgent, noPurpose) }),
    maxMemoized,
  );
  const storable = memoize(url => toStorable(url, clickColumns.destination.maxLength), maxDestinations);
  return visits => {
    const { batch, purpose } = visits;
    const visitor = readColumn(batch, "userAgent", visitorOf);
    const columns: Columns = {
      ...visits,
      choice: readColumn(batch, "chosen", chosen => (chosen === "" ? noChoice : choiceOf(chosen))),
      place: readColumn(batch, "ip", placeOf),
      agent: i => visitor(i).agent,
      referrerHost: readColumn(batch, "referrer", hostOf),
      language: readColumn(batch, "language", languageOf),
      marks: readColumn(batch, "marks", marks => (marks === "" ? null : new URLSearchParams(marks))),
      destination: readColumn(batch, "destination", url => ({
        url: storable(url),
        utm: url.includes("utm_") ? utmOfDestination(url) : noUtm,
      })),
      classOf(i) {
        const { userAgent, ordinary } = visitor(i);
        return isPlain(purpose(i)) ? ordinary : classify(userAgent, purpose(i));
      },
    };
    return i => toEnrichedClick(columns, i);
  };
}

interface Columns extends Visits {
  choice: ReadClick<KnownChoice>;
  place: ReadClick<StoredPlace>;
  agent: ReadClick<Agent>;
  referrerHost: ReadClick<string | null>;
  language: ReadClick<string | null>;
  marks: ReadClick<URLSearchParams | null>;
  destination: ReadClick<{ url: string; utm: Utm }>;
  classOf: ReadClick<Classification>;
}

function toEnrichedClick(columns: Columns, i: number): EnrichedClick {
  const { rule, variant, classification } = columns.choice(i);
  const { class: clickClass, reason } = classification ?? columns.classOf(i);
  const purpose = columns.purpose(i);
  const { isOptOut } = purpose;
  const marks = columns.marks(i);
  const { url, utm } = columns.destination(i);
  return {
    linkId: columns.linkId(i),
    at: columns.at(i),
    class: clickClass,
    classReason: reason,
    place: isOptOut ? unknownPlace : columns.place(i),
    agent: isOptOut ? unknownAgent : columns.agent(i),
    referrerHost: isOptOut ? null : columns.referrerHost(i),
    language: isOptOut ? null : columns.language(i),
    source: toSource(purpose, marks),
    utm: marks ? toUtm(marks, utm) : utm,
    destination: url,
    rule,
    variant,
    isClassifiedByEdge: classification ? true : undefined,
  };
}

function isPlain({ isPixel, isAborted, ahead }: Purpose): boolean {
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

function toSource({ isPixel }: Purpose, marks: URLSearchParams | null): EnrichedClick["source"] {
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
