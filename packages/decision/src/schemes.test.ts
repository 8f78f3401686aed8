import type { CachedLink } from "@shunt/contracts/cached";
import type { LinkRules } from "@shunt/contracts/links";
import { hasAllowedScheme } from "@shunt/contracts/values";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDecide } from "./decide.ts";
import { aRule } from "./testing/a-rule.ts";
import { aVisit } from "./testing/a-visit.ts";
import { anyVisitFacts } from "./testing/any-visit.ts";
import { theTools } from "./testing/the-tools.ts";

const allowedSchemes = new Set(["mailto", "myapp"]);
const decide = createDecide({ ...theTools, allowedSchemes });
const domain = aCachedDomain();
const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const visit = aVisit({ userAgent: iphone, headers: { accept: "text/html" } });
const refused = { outcome: "scheme-refused", target: null };
const holds = [{ fact: "query", key: "x", operator: "not_exists" }] as const;
const variants = (url: string) => [
  { name: "a", url, weight: 1 },
  { name: "b", url, weight: 1 },
];

/** Every place of a link that has a URL for visitors. */
const places: [string, (url: string) => Partial<CachedLink>][] = [
  ["the destination", url => ({ url })],
  ["the destination of a link with behaviours", url => ({ url, rules: { forward_query: "link_wins" } })],
  ["the fallback", fallbackUrl => ({ fallbackUrl, expiresAt: -1 })],
  ["a rule", url => ({ rules: { rules: [aRule([...holds], { url })] } })],
  ["a variant", url => ({ rules: { split: { variants: variants(url) } } })],
  [
    "a variant of a rule",
    url => {
      const { url: _url, ...rule } = aRule([...holds]);
      return { rules: { rules: [{ ...rule, split: { variants: variants(url) } }] } };
    },
  ],
  ["ios_url", url => ({ rules: { ios_url: url } })],
];

test.each(places)("decide sends visitors to an allowed scheme in %s", (_place, toLink) => {
  const decision = decide(aCachedLink(toLink("myapp://item")), domain, visit);

  expect(decision.target?.url).toBe("myapp://item");
});

test.each(places)("decide refuses a scheme that is no longer allowed in %s", (_place, toLink) => {
  expect(decide(aCachedLink(toLink("tel:+41")), domain, visit)).toEqual(refused);
});

test("a link with a limit counts its clicks before a scheme is refused, and takes none", () => {
  const link = aCachedLink({ rules: { max_clicks: 2, ios_url: "tel:+41" } });

  const first = decide(link, domain, visit);

  expect(first).toMatchObject({ ...refused, count: { linkId: link.id, limit: 2, takes: false } });
  expect(decide(link, domain, { ...visit, clicks: 1 })).toMatchObject(refused);
  expect(decide(link, domain, { ...visit, clicks: 2 })).toMatchObject({ outcome: "expired" });
});

test.each([
  ["the preview", { url: "tel:+41" }, { view: "preview" }],
  ["the warning", { url: "tel:+41", isUnsafe: true }, {}],
  ["the page of an app", { url: "tel:+41", rules: { ios_url: "myapp://x" } }, {}],
] as const)("decide refuses such a destination in %s", (_where, link, given) => {
  expect(decide(aCachedLink(link), domain, { ...visit, ...given })).toEqual(refused);
});

test("decide takes no click of a limit for a refused scheme", () => {
  const link = aCachedLink({ url: "tel:+41", rules: { max_clicks: 3 } });

  expect(decide(link, domain, { ...visit, clicks: 0 })).toMatchObject({ ...refused, count: { takes: false } });
});

const url = fc.constantFrom(
  "https://example.com/",
  "http://example.com/",
  "mailto:ann@example.com",
  "myapp://x",
  "tel:+41",
  "javascript:alert(1)",
  "data:text/html,x",
  "file:///x",
  "JAVASCRIPT:alert(1)",
  "httpsx:x",
  "https",
);
const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const anyRules = fc
  .record({
    rules: option(url.map(each => [aRule([...holds], { url: each })])),
    split: option(url.map(each => ({ variants: variants(each) }))),
    ios_url: option(url),
    ios_fallback_url: option(url),
    android_url: option(url),
    forward_query: option(fc.constant("visitor_wins" as const)),
    utm_source: option(fc.constant("x")),
    placeholders: option(fc.constant(true)),
    cloak: option(fc.constant(true)),
  })
  .map(given => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as LinkRules);
const anyLink = fc
  .record({
    url,
    fallbackUrl: fc.option(url),
    rules: fc.option(anyRules),
    expiresAt: fc.constantFrom(null, 1),
    isUnsafe: fc.boolean(),
  })
  .map(aCachedLink);

test("decide never names a URL with a scheme that is not allowed, whatever the link has stored", () => {
  fc.assert(
    fc.property(anyLink, url, anyVisitFacts, fc.constantFrom("link", "preview"), (link, root, facts, view) => {
      const given = { ...domain, rootUrl: root, notFoundUrl: root, expiredUrl: root };
      const headers = { ...facts.headers, accept: "text/html" };
      for (const found of [link, null]) {
        const decision = decide(found, given, aVisit({ ...facts, headers, view }));
        const shown = "destination" in decision ? decision.destination : null;
        for (const named of [decision.target?.url, decision.target?.fallback, shown])
          if (named) expect(hasAllowedScheme(named, allowedSchemes), named).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
