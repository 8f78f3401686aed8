import { dimensions } from "@shunt/contracts/analytics";
import fc from "fast-check";
import { offsetChanges } from "./random-clicks.ts";
import { dayBefore, type Query } from "./start-both-stores.ts";

const timeZones = ["UTC", "Asia/Kathmandu", "Pacific/Kiritimati", ...offsetChanges.map(({ timezone }) => timezone)];
const filterValues: Record<string, readonly string[]> = {
  country: ["at", "Unknown", ""],
  region: ["Wien, AT", "wien", "Unknown"],
  city: ["Springfield, US", "New York"],
  browser: ["FIREFOX", "Unknown"],
  browser_version: ["Firefox 140", "18.1"],
  os: ["linux", "Windows"],
  os_version: ["iOS 18", "11"],
  device: ["mobile", "Unknown"],
  referrer: ["Direct", "news.example"],
  language: ["de-AT"],
  source: ["qr", "link", "pixel"],
  class: ["bot", "human", "suspect"],
  destination: ["https://EXAMPLE.com/", `https://example.com/${"ü".repeat(600)}?other`, "Unknown", ""],
  rule: ["news", "None", "a,b"],
  variant: ["b", "None"],
};
const odd = ["NEWS", "frühling", 'a"b', "it's", "BACK\\slash", "tab\tand\nline", "😀", "{x:String}", "None"];

const filters = fc
  .array(
    fc
      .tuple(fc.constantFrom(...dimensions), fc.boolean())
      .chain(([dimension, isNegated]) =>
        fc
          .subarray([...(filterValues[dimension] ?? odd)], { minLength: 1 })
          .map(values => [isNegated ? `${dimension}_not` : dimension, values] as const),
      ),
    { maxLength: 2 },
  )
  .map(entries => Object.fromEntries(entries) as Query);
const days = fc.oneof(
  fc.integer({ min: 1, max: 120 }).map((count): Query => ({ days: String(count) })),
  fc
    .tuple(fc.integer({ min: 0, max: 280 }), fc.integer({ min: 0, max: 30 }))
    .map(([age, length]): Query => ({ from: dayBefore(age + length), to: dayBefore(age) })),
);
const scopes = fc.oneof(
  fc.constant<Query>({}),
  fc.constantFrom<Query>({ tag: "b" }, { tag: ["a", "c"] }, { folder: "SPRING" }, { domain: "go.example" }),
);

/** A question about clicks, without the links that it names. */
export const anyQuery: fc.Arbitrary<Query> = fc
  .tuple(scopes, days, fc.constantFrom(...timeZones), fc.constantFrom("true", "false"), filters)
  .map(([scope, period, timezone, include_bots, some]) => ({ ...scope, ...period, timezone, include_bots, ...some }));
