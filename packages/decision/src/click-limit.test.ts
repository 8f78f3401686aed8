import { noPurpose } from "@shunt/contracts/clicks";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "./decide.ts";
import type { Outcome } from "./outcomes.ts";
import { aRule } from "./testing/a-rule.ts";
import { aVisit } from "./testing/a-visit.ts";
import { theTools } from "./testing/the-tools.ts";
import type { VisitFacts } from "./visit-facts.ts";

const decide = createDecide(theTools);
const domain = aCachedDomain();
const limited = aCachedLink({ id: "link", rules: { max_clicks: 3 } });
const oneTime = aCachedLink({ id: "link", rules: { max_clicks: 1 } });

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const human = { userAgent: firefox };
const browser = { userAgent: firefox, headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
const aFetch = (destination: string) => ({ ...human, headers: { accept: "*/*", "sec-fetch-dest": destination } });
const visits: Record<string, Partial<VisitFacts>> = {
  "a bot": { userAgent: "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)" },
  "a preview": { userAgent: "facebookexternalhit/1.1" },
  "a prefetch": { ...human, purpose: { ...noPurpose, ahead: "prefetch" } },
  "a HEAD request": { ...human, method: "HEAD", purpose: { ...noPurpose, isHead: true } },
  "a visitor who hung up": { ...human, purpose: { ...noPurpose, isAborted: true } },
};

test.each(Object.entries(visits))("%s takes no click of a limited link and gets no destination", (_who, facts) => {
  const first = decide(limited, domain, aVisit(facts));

  expect(first).toMatchObject({ outcome: "card", target: null, count: { linkId: "link", limit: 3, takes: false } });
  expect(decide(limited, domain, aVisit({ ...facts, clicks: 2 }))).toMatchObject({ outcome: "card", target: null });
});

test.each(Object.entries({ ...visits, "a person": human, "a browser": browser }))(
  "a limited link has expired for %s once its clicks are used up",
  (_who, facts) => {
    for (const link of [limited, oneTime]) {
      const decision = decide({ ...link, fallbackUrl: "https://a/" }, domain, aVisit({ ...facts, clicks: 3 }));
      expect(decision).toMatchObject({ outcome: "expired", target: { url: "https://a/", status: 302 } });
      expect(decision.count?.takes).toBe(false);
    }
  },
);

test("a person takes a click of a limited link, as long as there is one", () => {
  const first = decide(limited, domain, aVisit(human));

  expect(first.count).toEqual({ linkId: "link", limit: 3, version: limited.version, takes: true });
  expect(decide(limited, domain, aVisit({ ...human, clicks: 2 }))).toMatchObject({
    outcome: "redirect",
    target: { url: limited.url, cacheSeconds: 0 },
  });
});

test.each<[string, Partial<VisitFacts>, Outcome, boolean]>([
  ["a browser", browser, "confirm", false],
  ["a browser whose visitor continued", { ...browser, hasContinued: true }, "redirect", true],
  ["a program of a person", human, "redirect", true],
  ["a page that loads it as a picture", aFetch("image"), "confirm", false],
  ["a page that loads it as a script", aFetch("script"), "confirm", false],
  ["a request by a script", aFetch("empty"), "redirect", true],
  ["a browser that accepts anything as a page", aFetch("document"), "redirect", true],
  ["a preview that follows the button", { ...browser, userAgent: "Slackbot 1.0", hasContinued: true }, "card", false],
])("a one-time link answers %s as expected", (_who, facts, outcome, takes) => {
  expect(decide(oneTime, domain, aVisit(facts))).toMatchObject({ outcome, count: { takes } });
});

test.each([
  ["blocked", { isBlocked: true }],
  ["deactivated", { isActive: false }],
  ["expired", { expiresAt: 1 }],
])("a %s link counts no clicks", (_state, given) => {
  expect(decide({ ...limited, ...given }, domain, aVisit({ ...human, at: 2 })).count).toBeUndefined();
});

test.each(Object.entries(visits))(
  "%s takes no click of a link with a rule about clicks, and is redirected",
  (_who, facts) => {
    const rule = aRule([{ fact: "clicks", operator: "at_least", value: 5 }]);
    const link = aCachedLink({ rules: { rules: [rule] } });

    expect(decide(link, domain, aVisit(facts))).toMatchObject({ outcome: "redirect", count: { takes: false } });
    expect(decide(link, domain, aVisit(human))).toMatchObject({ outcome: "redirect", count: { takes: true } });
  },
);

test("a link without a limit counts no clicks", () => {
  expect(decide(aCachedLink({ rules: { cache_seconds: 5 } }), domain, aVisit(human)).count).toBeUndefined();
});
