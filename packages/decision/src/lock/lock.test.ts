import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";
import { createLockKeys, signTicket } from "./ticket.ts";

const at = Date.UTC(2026, 10, 20);
const decide = createDecide(theTools);
const keys = createLockKeys();
const domain = aCachedDomain();
const link = aCachedLink({ rules: { lock: keys.publicKey } });
const { ticket } = signTicket({ linkId: link.id, domainId: domain.id }, keys, at);

test.each([
  ["no ticket", undefined],
  ["a ticket of another key", signTicket({ linkId: link.id, domainId: domain.id }, createLockKeys(), at).ticket],
  ["a changed ticket", ticket.replace(/\.(.)/, (_, first) => (first === "A" ? ".B" : ".A"))],
  ["the mark of a wrong password", "wrong"],
])("a locked link asks for its password with %s", (_what, given) => {
  expect(decide(link, domain, aVisit({ at, ticket: given }))).toMatchObject({ outcome: "locked", target: null });
});

test("a locked link redirects a visitor with a ticket, without caching and without a referrer", () => {
  const rules = { lock: keys.publicKey, cache_seconds: 60, referrer_policy: "unsafe-url" } as const;

  expect(decide({ ...link, rules }, domain, aVisit({ at, ticket }))).toMatchObject({
    outcome: "redirect",
    target: { url: link.url, status: 302, isIndexable: false, cacheSeconds: 0, referrerPolicy: "no-referrer" },
  });
});

test.each([
  ["facebookexternalhit/1.1", "card"],
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "card"],
  ["curl/8.5.0", "redirect"],
])("a locked link with a ticket answers %s with the outcome %s", (userAgent, outcome) => {
  expect(decide(link, domain, aVisit({ at, ticket, userAgent })).outcome).toBe(outcome);
});

test("a ticket of one link opens no other link", () => {
  const other = aCachedLink({ id: "01a1fb6f-b333-7117-b1e7-8f91c9f609d0", rules: { lock: keys.publicKey } });

  expect(decide(other, domain, aVisit({ at, ticket })).outcome).toBe("locked");
});

test.each([
  ["blocked", { isBlocked: true }, "blocked"],
  ["disabled", { isActive: false }, "inactive"],
  ["expired", { expiresAt: at }, "expired"],
])("a locked link that is %s stays so with a ticket", (_state, given, outcome) => {
  expect(decide({ ...link, ...given }, domain, aVisit({ at, ticket })).outcome).toBe(outcome);
});

test("a lock with a key of a form that this release does not know opens for no one", () => {
  expect(decide({ ...link, rules: { lock: "v2:…" } }, domain, aVisit({ at, ticket })).outcome).toBe("unsupported");
});

test("a locked link applies its rules to visitors with a ticket only", () => {
  const rule = { name: "all", conditions: [], url: "https://example.com/rule" };
  const given = { ...link, rules: { lock: keys.publicKey, rules: [rule] } };

  expect(decide(given, domain, aVisit({ at })).outcome).toBe("locked");
  expect(decide(given, domain, aVisit({ at, ticket })).target?.url).toBe(rule.url);
});

test("a locked one-time link takes a click of a visitor with a ticket, without a further page", () => {
  const given = { ...link, rules: { lock: keys.publicKey, max_clicks: 1 } };
  const headers = { accept: "text/html" };

  expect(decide(given, domain, aVisit({ at, headers }))).toMatchObject({ outcome: "locked", count: { takes: false } });
  expect(decide(given, domain, aVisit({ at, headers, ticket }))).toMatchObject({
    outcome: "redirect",
    count: { takes: true },
  });
  expect(decide(given, domain, aVisit({ at, headers, ticket, clicks: 1 })).outcome).toBe("expired");
});
