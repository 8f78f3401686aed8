import { limitsByColumn } from "@shunt/db";
import fc from "fast-check";

const text = fc.constantFrom(null, "", "a", "b", "c, d", "(other)", "Unknown", "human", "link", 'tab\t "quote" \\');
const allBits = [...limitsByColumn.values()].reduce((bits, { bit }) => bits | bit, 0);

/** Clicks of two days without a link and an id. */
export const anyStoredClick = fc.record({
  at: fc.integer({ min: Date.UTC(2026, 10, 20), max: Date.UTC(2026, 10, 22) - 1 }),
  class: fc.constantFrom("human" as const, "human" as const, "bot" as const, "preview" as const),
  classReason: text,
  place: fc.record({ country: text, region: text, city: text }),
  agent: fc.record({ browser: text, browserVersion: text, os: text, osVersion: text, device: text }),
  referrerHost: text,
  language: text,
  source: fc.constantFrom("link" as const, "qr" as const),
  utm: fc.record({ source: text, medium: text, campaign: text, term: text, content: text }),
  destination: fc.constantFrom("", "https://example.com/", `https://example.com/${"😀".repeat(600)}`),
  rule: text,
  variant: text,
  coarse: fc.oneof(fc.constant(0), fc.nat({ max: allBits })),
});
