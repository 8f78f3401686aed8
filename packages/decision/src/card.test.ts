import { noPurpose } from "@shunt/contracts/clicks";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "./decide.ts";
import { aVisit } from "./testing/a-visit.ts";
import { theTools } from "./testing/the-tools.ts";
import type { VisitFacts } from "./visit-facts.ts";

const decide = createDecide(theTools);
const domain = aCachedDomain();
const card = { title: "Sale" };
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const crawler = { userAgent: "facebookexternalhit/1.1" };

test.each<[string, Partial<VisitFacts>, "card" | "redirect"]>([
  ["a crawler that previews links", crawler, "card"],
  ["a HEAD request of one", { ...crawler, method: "HEAD", purpose: { ...noPurpose, isHead: true } }, "card"],
  ["a search engine", { userAgent: "Googlebot/2.1 (+http://www.google.com/bot.html)" }, "redirect"],
  ["a person", { userAgent: firefox }, "redirect"],
  ["a program", { userAgent: "curl/8.5.0" }, "redirect"],
  ["a prefetch of a person", { userAgent: firefox, purpose: { ...noPurpose, ahead: "prefetch" } }, "redirect"],
])("a link with a card answers %s as expected", (_who, facts, outcome) => {
  const decision = decide(aCachedLink({ rules: { card } }), domain, aVisit(facts));

  expect(decision).toMatchObject(outcome === "card" ? { outcome, target: null, card } : { outcome });
});

test("a link without a card redirects crawlers too", () => {
  expect(decide(aCachedLink(), domain, aVisit(crawler)).outcome).toBe("redirect");
});

test("the card comes before rules and a split, so that all crawlers get the same one", () => {
  const rules = [
    {
      name: "all",
      conditions: [{ fact: "class", operator: "in" as const, value: ["preview"] }],
      url: "https://a.example/",
    },
  ];
  const variants = ["a", "b"].map(name => ({ name, url: `https://${name}.example/`, weight: 1 }));

  const link = aCachedLink({ rules: { card, rules: rules as never, split: { variants } } });

  expect(decide(link, domain, aVisit(crawler))).toMatchObject({ outcome: "card", target: null, card });
});
