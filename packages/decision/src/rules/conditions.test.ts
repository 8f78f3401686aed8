import type { RuleCondition } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import { aRule } from "../testing/a-rule.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";
import type { VisitFacts } from "../visit-facts.ts";

const munich = { country: "DE", continent: "EU", region: "Bavaria", regionCode: "DE-BY", city: "Munich" } as const;
const decide = createDecide({ ...theTools, placeOf: ip => (ip === "8.8.4.4" ? munich : theTools.placeOf(ip)) });

function meets(condition: RuleCondition, visit: Partial<VisitFacts>): boolean {
  const link = aCachedLink({ rules: { rules: [aRule([condition])] } });
  const { target } = decide(link, aCachedDomain(), aVisit(visit));
  return target?.url === "https://example.com/ruled";
}

const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const desktop =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36";
const crawler = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const inMunich = { address: "8.8.4.4" };
const inUs = { address: "8.8.8.8" };
const nowhere = { address: "192.0.2.7" };

/** A condition, a visit that meets it and one that does not. */
const conditions: [RuleCondition, Partial<VisitFacts>, Partial<VisitFacts>][] = [
  [{ fact: "device", operator: "equals", value: "mobile" }, { userAgent: iPhone }, { userAgent: desktop }],
  [{ fact: "device", operator: "in", value: ["mobile", "tablet"] }, { userAgent: iPhone }, { userAgent: desktop }],
  [{ fact: "os", operator: "equals", value: "ios" }, { userAgent: iPhone }, { userAgent: desktop }],
  [{ fact: "os", operator: "in", value: ["iOS", "Android"] }, { userAgent: iPhone }, { userAgent: desktop }],
  [{ fact: "os", operator: "starts_with", value: "win" }, { userAgent: desktop }, { userAgent: iPhone }],
  [{ fact: "browser", operator: "contains", value: "SAFARI" }, { userAgent: iPhone }, { userAgent: desktop }],
  [{ fact: "browser", operator: "exists" }, { userAgent: desktop }, { userAgent: "" }],
  [{ fact: "country", operator: "equals", value: "US" }, inUs, inMunich],
  [{ fact: "country", operator: "in", value: ["DE", "AT"] }, inMunich, inUs],
  [{ fact: "country", operator: "exists" }, inUs, nowhere],
  [{ fact: "continent", operator: "equals", value: "NA" }, inUs, inMunich],
  [{ fact: "continent", operator: "in", value: ["EU", "AS"] }, inMunich, inUs],
  [{ fact: "region", operator: "equals", value: "bavaria" }, inMunich, inUs],
  [{ fact: "region", operator: "equals", value: "de-by" }, inMunich, inUs],
  [{ fact: "region", operator: "starts_with", value: "DE-" }, inMunich, inUs],
  [{ fact: "city", operator: "contains", value: "UNIC" }, inMunich, inUs],
  [
    { fact: "referrer", operator: "equals", value: "x.com" },
    { referrer: "https://t.co/abc" },
    { referrer: "https://example.com/x.com" },
  ],
  [
    { fact: "referrer", operator: "equals", value: "T.co" },
    { referrer: "https://t.co/abc" },
    { referrer: "https://x.com/" },
  ],
  [
    { fact: "referrer", operator: "contains", value: ".example" },
    { referrer: "https://www.shop.example/" },
    { referrer: "https://example.com/" },
  ],
  [
    { fact: "referrer", operator: "equals", value: "Müller.example" },
    { referrer: "https://www.xn--mller-kva.example/" },
    { referrer: "https://mueller.example/" },
  ],
  [
    { fact: "referrer", operator: "equals", value: "xn--mller-kva.example" },
    { referrer: "https://müller.example/" },
    { referrer: "https://mueller.example/" },
  ],
  [{ fact: "referrer", operator: "exists" }, { referrer: "https://a.example/" }, { referrer: "rubbish" }],
  [{ fact: "query", key: "ref", operator: "equals", value: "a b" }, { query: "ref=x&ref=a+b" }, { query: "ref=A+b" }],
  [{ fact: "query", key: "ref", operator: "in", value: ["x", "ü"] }, { query: "ref=%C3%BC" }, { query: "Ref=x" }],
  [
    { fact: "query", key: "ref", operator: "starts_with", value: "mail-" },
    { query: "ref=mail-7" },
    { query: "ref=e-mail-7" },
  ],
  [{ fact: "query", key: "ref", operator: "exists" }, { query: "a=1&ref" }, { query: "a=ref" }],
  [
    { fact: "cookie", key: "plan", operator: "equals", value: "pro plan" },
    { headers: { cookie: "a=b; plan=pro%20plan" } },
    { headers: { cookie: "plan=%E0%A4%A; plans=pro plan" } },
  ],
  [
    { fact: "cookie", key: "plan", operator: "contains", value: "ro" },
    { headers: { cookie: 'plan="pro"' } },
    { headers: { cookie: "Plan=pro" } },
  ],
  [
    { fact: "cookie", key: "plan", operator: "exists" },
    { headers: { cookie: "plan=" } },
    { headers: { cookie: "plan" } },
  ],
  [{ fact: "source", operator: "equals", value: "qr" }, { query: "utm_source=a&qr" }, { query: "" }],
  [{ fact: "source", operator: "in", value: ["link"] }, { query: "q=qr" }, { query: "qr=1" }],
  [{ fact: "class", operator: "equals", value: "bot" }, { userAgent: crawler }, { userAgent: iPhone }],
  [{ fact: "class", operator: "in", value: ["bot", "preview"] }, { userAgent: "WhatsApp/2.23" }, { userAgent: iPhone }],
  [{ fact: "address", operator: "equals", value: "192.0.2.7" }, nowhere, { address: "192.0.2.8" }],
  [
    { fact: "address", operator: "equals", value: "192.0.2.0/29" },
    { address: "::ffff:192.0.2.7" },
    { address: "192.0.2.8" },
  ],
  [
    { fact: "address", operator: "equals", value: "::ffff:192.0.2.0/125" },
    { address: "192.0.2.7" },
    { address: "192.0.2.8" },
  ],
  [
    { fact: "address", operator: "in", value: ["10.0.0.0/8", "2001:db8::/32"] },
    { address: "2001:db8:1::9" },
    { address: "2001:db9::1" },
  ],
  [{ fact: "clicks", operator: "at_least", value: 100 }, { clicks: 100 }, { clicks: 99 }],
  [{ fact: "clicks", operator: "less_than", value: 100 }, { clicks: 0 }, { clicks: 100 }],
];

const unknowns: Partial<Record<RuleCondition["fact"], Partial<VisitFacts>>> = {
  browser: { userAgent: "" },
  os: { userAgent: "" },
  country: nowhere,
  continent: nowhere,
  region: inUs,
  city: inUs,
  referrer: { referrer: "" },
  query: { query: "" },
  cookie: { headers: {} },
  address: { address: "" },
  clicks: { clicks: undefined },
};
const negations: Record<string, string> = {
  equals: "not_equals",
  in: "not_in",
  contains: "not_contains",
  starts_with: "not_starts_with",
  exists: "not_exists",
};

const negationOf = (condition: RuleCondition) =>
  ({ ...condition, operator: negations[condition.operator] }) as RuleCondition;

test.each(conditions)("%j holds for %j and not for %j", (condition, yes, no) => {
  expect(meets(condition, yes)).toBe(true);
  expect(meets(condition, no)).toBe(false);
});

test.each(conditions.filter(([{ operator }]) => operator in negations))(
  "the negation of %j does not hold for %j, but for %j unless the fact is unknown there",
  (condition, yes, no) => {
    const isPresence = condition.operator === "exists";
    const present = { fact: condition.fact, operator: "exists", ...("key" in condition && { key: condition.key }) };
    const isKnown =
      !(condition.fact in unknowns) || condition.fact === "address" || meets(present as RuleCondition, no);

    expect(meets(negationOf(condition), yes)).toBe(false);
    expect(meets(negationOf(condition), no)).toBe(isPresence || isKnown);
  },
);

test.each(conditions.filter(([{ fact }]) => fact in unknowns))(
  "%j, an unknown fact meets not_exists only",
  condition => {
    const unknown = unknowns[condition.fact] ?? {};

    expect(meets(condition, unknown)).toBe(false);
    if (condition.operator in negations)
      expect(meets(negationOf(condition), unknown)).toBe(condition.operator === "exists");
  },
);
