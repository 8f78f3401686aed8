import { createHash } from "node:crypto";
import type { OptionalTextColumn } from "@shunt/db";
import fc from "fast-check";

/** A stored click with its whole destination. */
export interface RandomClick extends Record<OptionalTextColumn, string | null> {
  id: string;
  linkId: string;
  /** Milliseconds since the epoch. */
  at: number;
  class: string;
  source: string;
  destination: string;
  /** 16 bytes in hexadecimal. */
  visitor: string | null;
}

const dayMs = 24 * 60 * 60_000;
/** Changes of the UTC offset in 2026: by an hour, by half an hour, at midnight, and before and after a fast. */
export const offsetChanges = [
  { timezone: "America/New_York", at: "2026-03-08T07:00:00Z" },
  { timezone: "Europe/Vienna", at: "2026-03-29T01:00:00Z" },
  { timezone: "Australia/Lord_Howe", at: "2026-04-04T15:00:00Z" },
  { timezone: "Africa/Casablanca", at: "2026-03-22T02:00:00Z" },
  { timezone: "America/Santiago", at: "2026-09-06T04:00:00Z" },
  { timezone: "Australia/Lord_Howe", at: "2026-10-03T15:30:00Z" },
  { timezone: "Europe/Vienna", at: "2026-10-25T01:00:00Z" },
  { timezone: "America/New_York", at: "2026-11-01T06:00:00Z" },
];
const changes = offsetChanges.map(({ at }) => Date.parse(at));

/** Some days only, as the store counts the visitors of each when it is over. */
const daysAgo = fc.constantFrom(0, 0, 0, 1, 2, 3, 8, 21, 55, 89);

/** Today, some days of the last months, and the hours around changes of the UTC offset. */
const anyTime = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(daysAgo, fc.integer({ min: 1_000, max: dayMs }))
      .map(([days, age]) => Date.now() - days * dayMs - age),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * 60 * 60_000, max: 3 * 60 * 60_000 }))
      .map(([change, distance]) => change + distance),
  },
);

const orNull = <T>(...values: T[]) => fc.constantFrom<T | null>(null, ...values);
const place = fc.constantFrom(
  { country: null, region: null, city: null },
  { country: "AT", region: null, city: null },
  { country: "AT", region: "Wien", city: "Wien" },
  { country: "DE", region: "Bayern", city: null },
  { country: "US", region: "New York", city: "New York" },
  { country: "US", region: null, city: "Springfield" },
);
const agent = fc.constantFrom(
  { browser: null, browser_version: null, os: null, os_version: null, device: null },
  { browser: "Firefox", browser_version: "140", os: "Windows", os_version: "11", device: "desktop" },
  { browser: "Firefox", browser_version: null, os: "Linux", os_version: null, device: "desktop" },
  { browser: "Safari", browser_version: "18.1", os: "iOS", os_version: "18", device: "mobile" },
);
const kind = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      class: fc.constant("human"),
      class_reason: orNull("declared"),
      visitor: orNull(..."abcdef".split("").map(letter => letter.repeat(16).padEnd(32, "0"))),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      class: fc.constantFrom("bot", "preview", "prefetch", "suspect"),
      class_reason: orNull("googlebot", "head"),
      visitor: fc.constant(null),
    }),
  },
);
const odd = orNull(
  "news",
  "News",
  "NEWS",
  "Frühling",
  'a"b',
  "it's",
  "back\\slash",
  "tab\tand\nline",
  "a,b",
  "😀",
  "{x:String}",
);
const others = fc.record({
  referrer_host: orNull("news.example", "Direct", "search.example"),
  language: orNull("de-at", "en"),
  source: fc.constantFrom("link", "link", "qr", "pixel"),
  destination: fc.constantFrom(
    "https://example.com/",
    "https://example.com/B?x=1,2",
    `https://example.com/${"ü".repeat(600)}`,
    `https://example.com/${"ü".repeat(600)}?other`,
    "",
  ),
  ...{ utm_source: odd, utm_medium: odd, utm_campaign: odd, utm_term: odd, utm_content: odd },
  ...{ rule: odd, variant: orNull("A", "B") },
});

const anyClick = fc
  .tuple(anyTime, place, agent, kind, others)
  .map(([at, ...parts]): Omit<RandomClick, "id" | "linkId"> => Object.assign({ at }, ...parts));

/** Clicks at different times, so that the first of a visitor is certain. */
export function drawClicks(linkIds: readonly string[], count: number, seed: number): RandomClick[] {
  const drawn = fc.sample(fc.tuple(anyClick, fc.constantFrom(...linkIds), fc.uuid()), { numRuns: count, seed });
  const times = new Set<number>();
  return drawn.map(([click, linkId, id]) => {
    let { at } = click;
    while (times.has(at)) at -= 1;
    times.add(at);
    return { ...click, at, id, linkId };
  });
}

/** Of a destination, in `link_destinations`. */
export function hashOf(destination: string): Buffer {
  return createHash("sha256").update(destination).digest().subarray(0, 16);
}
