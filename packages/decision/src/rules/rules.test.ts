import type { CachedLink } from "@shunt/contracts/cached";
import type { LinkRule, LinkRules, RuleCondition } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import type { Outcome } from "../outcomes.ts";
import { aRule } from "../testing/a-rule.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";

const decide = createDecide(theTools);
const at = Date.UTC(2026, 10, 20);
const domain = aCachedDomain();
const always: RuleCondition = { fact: "source", operator: "in", value: ["link", "qr"] };
const never: RuleCondition = { fact: "source", operator: "not_in", value: ["link", "qr"] };
const fromQr: RuleCondition = { fact: "source", operator: "equals", value: "qr" };

function ruled(rules: LinkRule[], given: Partial<CachedLink> = {}, others: LinkRules = {}): CachedLink {
  return aCachedLink({ ...given, rules: { ...others, rules } });
}

test("decide redirects by the first rule whose conditions all hold, with the link's status and no caching", () => {
  const link = ruled(
    [
      aRule([always, never], { name: "half", url: "https://example.com/half" }),
      aRule([always, fromQr], { name: "scans", url: "https://example.com/scans" }),
      aRule([always], { name: "rest", url: "https://example.com/rest" }),
    ],
    { status: 307, isIndexable: true },
  );

  expect(decide(link, domain, aVisit({ query: "qr" }))).toEqual({
    outcome: "redirect",
    target: { url: "https://example.com/scans", status: 307, isIndexable: true, cacheSeconds: 0 },
    chosen: { rule: "scans" },
  });
  expect(decide(link, domain, aVisit())).toMatchObject({ chosen: { rule: "rest" } });
});

test("decide redirects to the link's destination if no rule matches, without caching", () => {
  const link = ruled([aRule([never])]);

  expect(decide(link, domain, aVisit())).toEqual({
    outcome: "redirect",
    target: { url: link.url, status: 302, isIndexable: false, cacheSeconds: 0 },
  });
});

test("decide lets no caching time of the domain apply to a link with rules", () => {
  const cached = aCachedDomain({ rules: { cache_seconds: 60, referrer_policy: "origin" } });

  expect(decide(ruled([aRule([always])]), cached, aVisit()).target).toMatchObject({
    cacheSeconds: 0,
    referrerPolicy: "origin",
  });
});

test("decide sends visitors of a rule with a split to one of its variants", () => {
  const variants = ["a", "b"].map(name => ({ name, url: `https://example.com/${name}`, weight: 1 }));
  const link = ruled([{ name: "half", conditions: [always], split: { variants } }]);
  const visits = Array.from({ length: 40 }, (_, i) => decide(link, domain, aVisit({ userAgent: `agent ${i}` })));

  expect(new Set(visits.map(({ target }) => target?.url))).toEqual(new Set(variants.map(({ url }) => url)));
  for (const { target, chosen } of visits) expect(target?.url).toBe(`https://example.com/${chosen?.variant}`);
  expect(visits.every(({ chosen }) => chosen?.rule === "half")).toBe(true);
});

test.each([404, 410, 451] as const)(
  "decide answers %s where a rule says so, even if the domain has fallbacks",
  status => {
    const withFallbacks = aCachedDomain({
      notFoundUrl: "https://example.com/missing",
      expiredUrl: "https://example.com/over",
    });
    const link = ruled([{ name: "none", conditions: [always], status }]);

    expect(decide(link, withFallbacks, aVisit())).toEqual({
      outcome: `rule-${status}`,
      target: null,
      chosen: { rule: "none" },
    });
  },
);

test.each<[string, Partial<CachedLink>, Outcome]>([
  ["blocked", { isBlocked: true }, "blocked"],
  ["disabled", { isActive: false }, "inactive"],
  ["not yet active", { startsAt: at + 1 }, "inactive"],
  ["expired", { expiresAt: at }, "expired"],
  ["expired with a fallback", { expiresAt: at, fallbackUrl: "https://example.com/own" }, "expired"],
])("decide reads no rules of a link that is %s", (_state, given, outcome) => {
  const plain = aCachedLink(given);
  const answer = decide(ruled([aRule([always])], given), domain, aVisit({ at }));

  expect(answer.outcome).toBe(outcome);
  expect(answer).toEqual(decide(plain, domain, aVisit({ at })));
});

test.each<[string, unknown]>([
  ["fact", { ...aRule([]), conditions: [{ fact: "mood", operator: "equals", value: "good" }] }],
  ["operator", { ...aRule([]), conditions: [{ fact: "country", operator: "resembles", value: "DE" }] }],
  ["field of a condition", { ...aRule([]), conditions: [{ ...always, share: 0.5 }] }],
  ["field of a rule", { ...aRule([always]), delay: 3 }],
  ["status", { name: "a", conditions: [always], status: 418 }],
])("decide does not support rules with a %s of a newer release", (_case, rule) => {
  expect(decide(ruled([rule as LinkRule]), domain, aVisit())).toEqual({ outcome: "unsupported", target: null });
});

const anyCondition = fc.constantFrom<RuleCondition>(
  always,
  never,
  fromQr,
  { fact: "country", operator: "equals", value: "US" },
  { fact: "country", operator: "not_in", value: ["US", "DE"] },
  { fact: "os", operator: "contains", value: "i" },
  { fact: "language", operator: "not_equals", value: "de" },
  { fact: "query", key: "a", operator: "not_starts_with", value: "b" },
  { fact: "clicks", operator: "less_than", value: 2 },
  { fact: "address", operator: "not_in", value: ["8.0.0.0/8"] },
  { fact: "time", operator: "in", value: { from: "22:00", until: "06:00" }, time_zone: "America/New_York" },
);
const anyRule = fc.array(anyCondition, { minLength: 1, maxLength: 3 });
const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("de,en;q=0.5", "a=bc&qr", "a=%E0%A4%A"));
const anyVisit = fc.record({
  at: fc.oneof(fc.integer({ min: 0, max: 4e12 }), fc.constant(at)),
  query: anyText,
  languages: anyText,
  userAgent: anyText,
  referrer: anyText,
  address: fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant("8.8.8.8")),
  clicks: fc.option(fc.nat(), { nil: undefined }),
  headers: fc.record({ cookie: anyText }),
});

test("decide is total and deterministic, and the first rule that would match alone decides", () => {
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 6 }), anyVisit, (lists, facts) => {
      const rules = lists.map((conditions, i) =>
        aRule(conditions, { name: `rule ${i}`, url: `https://example.com/${i}` }),
      );
      const visit = aVisit(facts);
      const matches = (rule: LinkRule) => decide(ruled([rule]), domain, visit).chosen?.rule !== undefined;

      const decision = decide(ruled(rules), domain, visit);

      expect(decision).toEqual(decide(structuredClone(ruled(rules)), structuredClone(domain), visit));
      expect(decision.chosen?.rule).toBe(rules.find(matches)?.name);
      expect(decision.target?.url).toBe(rules.find(matches)?.url ?? "https://example.com/");
    }),
  );
});

test("a rule holds if each of its conditions holds alone", () => {
  fc.assert(
    fc.property(anyRule, anyVisit, (conditions, facts) => {
      const visit = aVisit(facts);
      const holds = (some: RuleCondition[]) => decide(ruled([aRule(some)]), domain, visit).chosen?.rule !== undefined;

      expect(holds(conditions)).toBe(conditions.every(condition => holds([condition])));
    }),
  );
});
