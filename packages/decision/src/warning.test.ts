import type { CachedLink } from "@shunt/contracts/cached";
import { aCachedDomain, aCachedLink, unknownRules } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "./decide.ts";
import { createLockKeys, signTicket } from "./lock/ticket.ts";
import type { Outcome } from "./outcomes.ts";
import { aVisit } from "./testing/a-visit.ts";
import { theTools } from "./testing/the-tools.ts";
import type { VisitFacts } from "./visit-facts.ts";

const decide = createDecide(theTools);
const at = Date.UTC(2026, 10, 20);
const url = "https://phish.example/login";
const link = aCachedLink({ url, isUnsafe: true });
const domain = aCachedDomain({ expiredUrl: "https://example.com/over", notFoundUrl: "https://example.com/missing" });
const fallbackUrl = "https://phish.example/fallback";
const browser = { accept: "text/html", "sec-fetch-site": "same-origin" };

test.each<[string, CachedLink, Outcome]>([
  ["active", link, "unsafe"],
  ["blocked", { ...link, isBlocked: true }, "blocked"],
  ["disabled", { ...link, isActive: false }, "inactive"],
  ["scheduled for later", { ...link, startsAt: at + 1 }, "inactive"],
  ["expired", { ...link, expiresAt: at }, "expired"],
  ["expired, with a fallback of its owner", { ...link, expiresAt: at, fallbackUrl }, "unsafe"],
  ["limited to one click", { ...link, rules: { max_clicks: 1 } }, "unsafe"],
  ["with a card", { ...link, rules: { card: { title: "Sale" } } } as CachedLink, "unsafe"],
  ["with rules", { ...link, rules: { rules: [{ name: "a", conditions: [], url }] } } as CachedLink, "unsafe"],
  ["with rules of a newer release", { ...link, rules: unknownRules }, "unsupported"],
])("decide returns the outcome of an unsafe link that is %s", (_state, given, outcome) => {
  const decision = decide(given, domain, aVisit({ at }));

  expect(decision.outcome).toBe(outcome);
  expect(decision.target?.url ?? "").not.toContain("phish.example");
});

test.each<[string, CachedLink, string | null]>([
  ["a plain link", link, url],
  ["a link with a limit", { ...link, rules: { max_clicks: 2 } }, null],
  ["a link with rules", { ...link, rules: { rules: [{ name: "a", conditions: [], url }] } } as CachedLink, null],
])("the warning of %s names the destination only if every visitor may see it", (_kind, given, destination) => {
  expect(decide(given, domain, aVisit({ at }))).toEqual({ outcome: "unsafe", target: null, destination });
});

const keys = createLockKeys();
const locked = { ...link, rules: { lock: keys.publicKey } };
const { ticket } = signTicket({ linkId: link.id, domainId: domain.id }, keys, at);

test.each<[string, Partial<VisitFacts>, Outcome]>([
  ["a visitor without a ticket", {}, "locked"],
  ["a visitor with a ticket", { ticket }, "unsafe"],
  ["a visitor with a ticket who continues", { ticket, hasContinued: true, headers: browser }, "redirect"],
  ["a visitor without a ticket who continues", { hasContinued: true, headers: browser }, "locked"],
  ["a crawler", { userAgent: "facebookexternalhit/1.1" }, "card"],
  ["a visitor of its preview", { view: "preview" }, "missing"],
])("decide asks for the password of an unsafe link before its warning: %s", (_who, given, outcome) => {
  expect(decide(locked, domain, aVisit({ at, ...given })).outcome).toBe(outcome);
});

test("decide warns of the fallback of an expired link without its password", () => {
  const given = { ...locked, expiresAt: at, fallbackUrl };

  expect(decide(given, domain, aVisit({ at })).outcome).toBe("unsafe");
});

test("decide warns of previews at code+ too, and counts pixels", () => {
  expect(decide(link, domain, aVisit({ at, view: "preview" })).outcome).toBe("unsafe");
  expect(decide(link, domain, aVisit({ at, view: "pixel" })).outcome).toBe("pixel");
});

test.each<[string, Record<string, string>, Outcome]>([
  ["the page of the link", browser, "redirect"],
  ["a program, or a browser on plain HTTP", {}, "redirect"],
  ["another site", { ...browser, "sec-fetch-site": "cross-site" }, "unsafe"],
  ["another host of the same site", { ...browser, "sec-fetch-site": "same-site" }, "unsafe"],
  ["a mail or the address bar", { ...browser, "sec-fetch-site": "none" }, "unsafe"],
])("decide accepts the mark to continue from %s: %o", (_source, headers, outcome) => {
  expect(decide(link, domain, aVisit({ at, headers, hasContinued: true })).outcome).toBe(outcome);
});
