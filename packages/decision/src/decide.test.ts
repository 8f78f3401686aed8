import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import { aCachedDomain, aCachedLink, unknownRules } from "@shunt/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDecide } from "./decide.ts";
import { type Outcome, outcomes } from "./outcomes.ts";
import { aVisit } from "./testing/a-visit.ts";
import { theTools } from "./testing/the-tools.ts";
import { rootCode } from "./visit-facts.ts";

const decide = createDecide(theTools);
const at = Date.UTC(2026, 10, 20);
const link = aCachedLink();
const domain = aCachedDomain();
const withFallbacks = aCachedDomain({
  rootUrl: "https://example.com/root",
  notFoundUrl: "https://example.com/missing",
  expiredUrl: "https://example.com/over",
});

function codeOf(path: string): string | undefined {
  if (path === "/") return rootCode;
  return path === "/abc" ? "abc" : undefined;
}

test.each<[string, CachedLink | null, Outcome]>([
  ["found", link, "redirect"],
  ["found and has status 308", { ...link, status: 308 }, "redirect"],
  ["unknown", null, "missing"],
  ["disabled", { ...link, isActive: false }, "inactive"],
  ["scheduled for later", { ...link, startsAt: at + 1 }, "inactive"],
  ["starting at this moment", { ...link, startsAt: at }, "redirect"],
  ["about to expire", { ...link, expiresAt: at + 1 }, "redirect"],
  ["expired at this moment", { ...link, expiresAt: at }, "expired"],
  ["expired and disabled", { ...link, isActive: false, expiresAt: at }, "inactive"],
  ["blocked", { ...link, isBlocked: true }, "blocked"],
  ["ruled by a newer release", { ...link, rules: unknownRules }, "unsupported"],
  ["blocked, disabled and expired", { ...link, isBlocked: true, isActive: false, expiresAt: at }, "blocked"],
])("decide returns the outcome of a link that is %s", (_state, given, outcome) => {
  const target = outcome === "redirect" ? given : null;

  expect(decide(given, domain, aVisit({ at }))).toEqual({ outcome, target });
});

test.each<[string, string, CachedLink | null, Outcome, string | null]>([
  ["the root", "/", null, "root", withFallbacks.rootUrl],
  ["an unknown code", "/abc", null, "missing", withFallbacks.notFoundUrl],
  ["a malformed code", "/a.b.c", null, "malformed", withFallbacks.notFoundUrl],
  ["robots.txt without a policy", "/robots.txt", null, "malformed", withFallbacks.notFoundUrl],
  ["a disabled link", "/abc", { ...link, isActive: false }, "inactive", withFallbacks.notFoundUrl],
  ["an expired link", "/abc", { ...link, expiresAt: at }, "expired", withFallbacks.expiredUrl],
  [
    "an expired link with its own fallback",
    "/abc",
    { ...link, expiresAt: at, fallbackUrl: "https://example.com/own" },
    "expired",
    "https://example.com/own",
  ],
  [
    "a disabled link with a fallback",
    "/abc",
    { ...link, isActive: false, fallbackUrl: "https://a/" },
    "inactive",
    withFallbacks.notFoundUrl,
  ],
  ["a blocked link", "/abc", { ...link, isBlocked: true, fallbackUrl: "https://a/" }, "blocked", null],
])("decide chooses the fallback for %s", (_case, path, given, outcome, fallback) => {
  const target = fallback === null ? null : { url: fallback, status: 302, isIndexable: false };

  expect(decide(given, withFallbacks, aVisit({ path, code: codeOf(path), at }))).toEqual({ outcome, target });
});

test("decide serves robots.txt of a domain with a policy, regardless of its fallbacks", () => {
  const given = { ...withFallbacks, robots: "allow" } as const;

  expect(decide(null, given, aVisit({ path: "/robots.txt", code: undefined }))).toEqual({
    outcome: "robots",
    target: null,
    robots: "allow",
  });
});

const appleFile = { applinks: { details: [{ appIDs: ["ABCDE12345.com.example.app"] }] } };

test.each([
  ["/.well-known/apple-app-site-association", { apple_app_site_association: appleFile }, appleFile],
  [
    "/.well-known/assetlinks.json",
    { assetlinks: [{ include: "https://a.example/" }] },
    [{ include: "https://a.example/" }],
  ],
] as const)("decide serves %s of a domain that has one, and never a fallback in its place", (path, rules, content) => {
  const visit = aVisit({ path, code: undefined });

  expect(decide(null, { ...withFallbacks, rules: rules as CachedDomain["rules"] }, visit)).toEqual({
    outcome: "app-file",
    target: null,
    content,
  });
  expect(decide(null, withFallbacks, visit)).toEqual({ outcome: "malformed", target: null });
});

const url = fc.constantFrom(null, "https://example.com/elsewhere");
const time = fc.constantFrom(null, at - 1, at, at + 1);
const anyLink: fc.Arbitrary<CachedLink | null> = fc.option(
  fc
    .record({
      isActive: fc.boolean(),
      isBlocked: fc.boolean(),
      isIndexable: fc.boolean(),
      startsAt: time,
      expiresAt: time,
      fallbackUrl: url,
    })
    .map(given => aCachedLink({ ...given, url: "https://example.com/destination" })),
);
const anyDomain: fc.Arbitrary<CachedDomain> = fc
  .record({ rootUrl: url, notFoundUrl: url, expiredUrl: url, robots: fc.constantFrom(null, "allow", "disallow") })
  .map(aCachedDomain);
const anyPath = fc.constantFrom("", "/", "/abc", "/a.b.c", "/robots.txt");

test("decide redirects to the destination only if the visit is a click, and never for a blocked link", () => {
  fc.assert(
    fc.property(anyLink, anyDomain, anyPath, (given, on, path) => {
      const decision = decide(given, on, aVisit({ path, code: codeOf(path), at }));

      const isClick = outcomes[decision.outcome].recorded === "click";
      expect(isClick).toBe(decision.target?.url === "https://example.com/destination");
      if (decision.outcome === "blocked") expect(decision.target).toBeNull();
    }),
  );
});

test("decide takes what a link does not set from its domain", () => {
  const on = { ...domain, rules: { cache_seconds: 9, referrer_policy: "origin" } } as const;

  expect(decide(link, on, aVisit({ at })).target).toMatchObject({ cacheSeconds: 9, referrerPolicy: "origin" });
  expect(decide({ ...link, rules: { cache_seconds: 0 } }, on, aVisit({ at })).target).toMatchObject({
    cacheSeconds: 0,
    referrerPolicy: "origin",
  });
});

test("decide adds the headers of a link's rules to the redirect", () => {
  const rules = { cache_seconds: 60, referrer_policy: "no-referrer" } as const;

  expect(decide({ ...link, rules }, domain, aVisit({ at })).target).toEqual({
    url: link.url,
    status: 302,
    isIndexable: false,
    cacheSeconds: 60,
    referrerPolicy: "no-referrer",
  });
});
