import type { Click } from "@shunt/contracts";
import { type ClickClass, classify } from "./classify.ts";
import type { CountryOf } from "./country.ts";
import { storable } from "./storable.ts";
import type { Agent } from "./user-agent.ts";

/** A click as it is stored: what could identify the visitor is gone, but for the hash. */
export interface EnrichedClick extends Agent {
  linkId: string;
  clickedAt: Date;
  class: ClickClass;
  classReason: string | null;
  country: string | null;
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
  countryOf: CountryOf;
  readAgent: (userAgent: string) => Agent;
  now: () => number;
}

const dayMs = 24 * 60 * 60_000;
/** No spool keeps a click longer, and no clock is further ahead; what claims otherwise is counted as of now. */
const oldestMs = 400 * dayMs;

/** Reads out of a click all that is worth keeping. Pure but for the clock; never throws, whatever a visitor sent. */
export function enrichClick({ countryOf, readAgent, now }: EnrichDeps, click: Click): EnrichedClick {
  const { class: clickClass, reason } = classify(click.userAgent, click.purpose);
  const marks = new URLSearchParams(click.marks);
  const mark = (name: string) => storable(marks.get(name)?.trim() ?? "", 255) || null;
  return {
    ...readAgent(click.userAgent),
    linkId: click.linkId,
    clickedAt: toTime(click.at, now()),
    class: clickClass,
    classReason: reason,
    country: countryOf(click.ip),
    referrerHost: toHost(click.referrer),
    language: toLanguage(click.language),
    source: marks.has("qr") ? "qr" : "link",
    utm: {
      source: mark("utm_source"),
      medium: mark("utm_medium"),
      campaign: mark("utm_campaign"),
      term: mark("utm_term"),
      content: mark("utm_content"),
    },
    destination: storable(click.destination, 8192),
  };
}

function toTime(at: number, now: number): Date {
  const isCredible = at > now - oldestMs && at < now + dayMs;
  return new Date(isCredible ? at : now);
}

function toHost(referrer: string): string | null {
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
