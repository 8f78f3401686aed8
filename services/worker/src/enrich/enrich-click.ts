import { type Click, clickFieldLimits, purposes } from "@shunt/contracts";
import type { Classification, ClickClass } from "./classify.ts";
import { nowhere, type Place } from "./place.ts";
import { remember } from "./remember.ts";
import { storable } from "./storable.ts";
import { type Agent, anyAgent } from "./user-agent.ts";

/** A click as it is stored: what could identify the visitor is gone. */
export interface EnrichedClick {
  linkId: string;
  /** Milliseconds since the epoch. */
  at: number;
  class: ClickClass;
  classReason: string | null;
  place: Place;
  agent: Agent;
  referrerHost: string | null;
  language: string | null;
  source: "link" | "qr";
  utm: Utm;
  destination: string;
}

export interface Utm {
  source: string | null;
  medium: string | null;
  campaign: string | null;
  term: string | null;
  content: string | null;
}

export interface EnrichDeps {
  placeOf: (ip: string) => Place;
  readAgent: (userAgent: string) => Agent;
  classify: (userAgent: string, purpose: string) => Classification;
  now: () => number;
}

const dayMs = 24 * 60 * 60_000;
/** No spool keeps a click longer, and no clock is further ahead; what claims otherwise is counted as of now. */
const oldestMs = 400 * dayMs;
const noUtm: Utm = { source: null, medium: null, campaign: null, term: null, content: null };
const maxRemembered = 5_000;

/**
 * Makes the function that reads out of a click all that is worth keeping. It is pure but for the clock, and never throws,
 * whatever a visitor sent.
 */
export function createEnricher({ placeOf, readAgent, classify, now }: EnrichDeps): (click: Click) => EnrichedClick {
  const hostOf = remember(toHost, maxRemembered);
  const languageOf = remember(toLanguage, maxRemembered);
  return click => {
    const { class: clickClass, reason } = classify(click.userAgent, click.purpose);
    const marks = click.marks === "" ? undefined : new URLSearchParams(click.marks);
    const isProfiled = !wantsNoProfile(click);
    return {
      linkId: click.linkId,
      at: toTime(click.at, now()),
      class: clickClass,
      classReason: reason,
      place: isProfiled ? placeOf(click.ip) : nowhere,
      agent: isProfiled ? readAgent(click.userAgent) : anyAgent,
      referrerHost: isProfiled ? hostOf(click.referrer) : null,
      language: isProfiled ? languageOf(click.language) : null,
      source: marks?.has("qr") ? "qr" : "link",
      utm: marks ? toUtm(marks) : noUtm,
      destination: storable(click.destination, clickFieldLimits.destination),
    };
  };
}

/** Whether the visitor's browser has asked not to be profiled (Global Privacy Control, Do Not Track). */
export function wantsNoProfile({ purpose }: Pick<Click, "purpose">): boolean {
  return purpose !== "" && purpose.split(" ").includes(purposes.optOut);
}

function toUtm(marks: URLSearchParams): Utm {
  const mark = (name: string) => storable(marks.get(name)?.trim() ?? "", 255) || null;
  return {
    source: mark("utm_source"),
    medium: mark("utm_medium"),
    campaign: mark("utm_campaign"),
    term: mark("utm_term"),
    content: mark("utm_content"),
  };
}

function toTime(at: number, now: number): number {
  return at > now - oldestMs && at < now + dayMs ? Math.floor(at) : now;
}

function toHost(referrer: string): string | null {
  if (referrer === "") return null;
  // Only web addresses come out of the parser in lower case: `android-app://` does not.
  const host = URL.parse(referrer)
    ?.hostname.toLowerCase()
    .replace(/^www\./, "");
  return host ? storable(host, 253) : null;
}

/** The language that the visitor likes best, such as `en-gb`. */
function toLanguage(acceptLanguage: string): string | null {
  const [, tag] = /^\s*([a-z]{2,8}(?:-[a-z0-9]{1,8})*)\s*(?:[,;]|$)/i.exec(acceptLanguage) ?? [];
  return tag ? storable(tag.toLowerCase(), 35) : null;
}
