import type { RuleCondition } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDecide } from "../../decide.ts";
import { aRule } from "../../testing/a-rule.ts";
import { aVisit } from "../../testing/a-visit.ts";
import { anyVisitFacts } from "../../testing/any-visit.ts";
import { theTools } from "../../testing/the-tools.ts";
import { lintRules } from "./lint-rules.ts";

const places = {
  "8.8.8.8": { country: "US", continent: "NA", region: "California", regionCode: "US-CA", city: "Mountain View" },
  "81.2.69.142": { country: "DE", continent: "EU", region: "Bavaria", regionCode: "DE-BY", city: "München" },
  "2a00::1": { country: "DE", continent: "EU", region: null, regionCode: "DE-BE", city: null },
} as const;
const unknown = { country: null, continent: null, region: null, regionCode: null, city: null };
const decide = createDecide({
  ...theTools,
  placeOf: ip => Object.entries(places).find(([address]) => address === ip)?.[1] ?? unknown,
});
const domain = aCachedDomain();

const texts = {
  browser: ["Safari", "mobile safari", "saf", "Chrome", "i"],
  os: ["iOS", "ios", "Mac OS", "mac", "Android", "o"],
  region: ["Bavaria", "bav", "de-by", "DE-", "California"],
  city: ["münchen", "MÜN", "Mountain View", "view"],
  referrer: ["google", "Google", "www.google.de", "www.", "news.example"],
};
const keyed = { query: ["", "b", "bc", "x", "BC"], cookie: ["yes", "no", "y"] };
const textOperators = ["equals", "contains", "starts_with"];
const negated = (operators: readonly string[]) => operators.flatMap(operator => [operator, `not_${operator}`]);

/** Conditions of all operators on one fact. */
function conditionsOn(rest: object, operators: readonly string[], values: readonly unknown[]): fc.Arbitrary<object> {
  const value = fc.constantFrom(...values);
  return fc
    .oneof(
      fc.record({ operator: fc.constantFrom(...negated(operators)), value }),
      fc.record({
        operator: fc.constantFrom("in", "not_in"),
        value: fc.uniqueArray(value, { minLength: 1, maxLength: values.length }),
      }),
    )
    .map(condition => ({ ...rest, ...condition }));
}
const presence = (rest: object) => fc.constantFrom("exists", "not_exists").map(operator => ({ ...rest, operator }));

const anyTime = fc.constantFrom("00:00", "06:00", "12:00", "18:00", "23:59");
const anyDate = fc.constantFrom("2026-03-01T00:00:00.000Z", "2026-06-01T00:00:00.000Z", "2026-09-01T00:00:00.000Z");
const time_zone = fc.constantFrom("UTC", "America/New_York");
const membership = fc.constantFrom("in", "not_in");

const anyText = (fact: keyof typeof texts) =>
  fc.oneof(conditionsOn({ fact }, textOperators, texts[fact]), presence({ fact }));
const anyKeyed = (fact: keyof typeof keyed, key: string) =>
  fc.oneof(conditionsOn({ fact, key }, textOperators, keyed[fact]), presence({ fact, key }));

/** The type makes it complete. */
const anyFact: Record<RuleCondition["fact"], fc.Arbitrary<object>> = {
  browser: anyText("browser"),
  os: anyText("os"),
  region: anyText("region"),
  city: anyText("city"),
  referrer: anyText("referrer"),
  query: anyKeyed("query", "a"),
  cookie: anyKeyed("cookie", "seen"),
  country: fc.oneof(conditionsOn({ fact: "country" }, ["equals"], ["DE", "US", "AT"]), presence({ fact: "country" })),
  continent: fc.oneof(conditionsOn({ fact: "continent" }, ["equals"], ["EU", "NA"]), presence({ fact: "continent" })),
  language: fc.oneof(
    conditionsOn({ fact: "language" }, ["equals"], ["de", "de-at", "en", "fr-ca"]),
    fc
      .record({ operator: fc.constantFrom("contains", "not_contains"), value: fc.constantFrom("de", "de-at", "en") })
      .map(condition => ({ fact: "language", ...condition })),
    presence({ fact: "language" }),
  ),
  device: conditionsOn({ fact: "device" }, ["equals"], ["desktop", "mobile", "other"]),
  source: conditionsOn({ fact: "source" }, ["equals"], ["link", "qr"]),
  class: conditionsOn({ fact: "class" }, ["equals"], ["human", "bot"]),
  address: conditionsOn(
    { fact: "address" },
    ["equals"],
    [
      "8.8.8.8",
      "8.8.0.0/16",
      "8.0.0.0/7",
      "0.0.0.0/0",
      "2001:db8::/32",
      "2000::/3",
      "::/0",
      "::ffff:8.8.8.8",
      "::ffff:8.8.0.0/112",
    ],
  ),
  weekday: time_zone.chain(zone =>
    conditionsOn({ fact: "weekday", time_zone: zone }, ["equals"], ["monday", "tuesday", "sunday"]),
  ),
  time: fc
    .record({ operator: membership, value: fc.record({ from: anyTime, until: anyTime }), time_zone })
    .filter(({ value: { from, until } }) => from !== until)
    .map(condition => ({ fact: "time", ...condition })),
  date: fc
    .record({ operator: membership, value: fc.record({ from: anyDate, until: anyDate }, { requiredKeys: [] }) })
    .filter(({ value: { from = "", until = "9" } }) => from < until && from + until !== "9")
    .map(condition => ({ fact: "date", ...condition })),
  clicks: fc
    .record({ operator: fc.constantFrom("less_than", "at_least"), value: fc.integer({ min: 1, max: 4 }) })
    .map(condition => ({ fact: "clicks", ...condition })),
};
const facts = Object.keys(anyFact) as RuleCondition["fact"][];

/** Rules about one or two facts, so that their conditions often have to do with each other. */
const anyRules = (fact: RuleCondition["fact"]) =>
  fc
    .constantFrom(...facts)
    .chain(other => {
      const condition = fc.oneof({ weight: 3, arbitrary: anyFact[fact] }, anyFact[other]);
      return fc.array(fc.array(condition, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    })
    .map(lists => lists.map((conditions, i) => aRule(conditions as RuleCondition[], { name: `rule ${i}` })));

test.each(facts)(
  "no visit is decided by a rule with a contradiction about %s or an unreachable one, and redundant conditions change nothing",
  fact => {
    let reported = 0;
    fc.assert(
      fc.property(anyRules(fact), fc.array(anyVisitFacts, { minLength: 20, maxLength: 20 }), (rules, visits) => {
        const warnings = lintRules({ rules });
        const useless = warnings.filter(({ code }) => code === "contradiction" || code === "unreachable");
        const uselessNames = useless.map(({ pointer }) => `rule ${pointer.split("/")[2]}`);
        const redundant = new Set(warnings.flatMap(({ code, pointer }) => (code === "redundant" ? pointer : [])));
        const shorter = rules.map((rule, i) =>
          aRule(
            rule.conditions.filter((_, k) => !redundant.has(`/rules/${i}/conditions/${k}`)),
            { name: rule.name },
          ),
        );
        reported += warnings.length;
        for (const given of visits) {
          const decideBy = (list: typeof rules) =>
            decide(aCachedLink({ rules: { rules: list } }), domain, aVisit(given)).chosen?.rule;

          const decided = decideBy(rules);

          expect(uselessNames).not.toContain(decided);
          expect(decideBy(shorter)).toBe(decided);
        }
      }),
      { numRuns: 100 },
    );
    expect(reported).toBeGreaterThan(0);
  },
);
