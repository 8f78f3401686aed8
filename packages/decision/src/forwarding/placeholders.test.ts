import { aCachedDomain, aCachedLink } from "@shunt/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";
import type { VisitFacts } from "../visit-facts.ts";

const decide = createDecide(theTools);
const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

/** @param destination as an owner types it */
function locationOf(destination: string, visit: Partial<VisitFacts> = {}, rules: object = { placeholders: true }) {
  const link = aCachedLink({ url: new URL(destination).href, rules });
  return decide(link, aCachedDomain(), aVisit(visit)).target?.url;
}

test.each<[string, Partial<VisitFacts>, string]>([
  ["https://a.example/{country}", {}, "https://a.example/unknown"],
  ["https://a.example/{country}", { address: "8.8.8.8" }, "https://a.example/US"],
  ["https://a.example/{device}/{os}", { userAgent: iphone }, "https://a.example/mobile/iOS"],
  ["https://a.example/?o={os}", { userAgent: "x" }, "https://a.example/?o=unknown"],
  ["https://a.example/#{language}", { languages: "de-CH,en;q=0.5" }, "https://a.example/#de-ch"],
  ["https://a.example/{short_code}", {}, "https://a.example/abc"],
  ["https://a.example/?id={click_id}", {}, "https://a.example/?id=019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10"],
  ["https://a.example/?u={query:u}", { query: "u=a%26b%3Dc+d" }, "https://a.example/?u=a%26b%3Dc%20d"],
  ["https://a.example/{query:u}/x", { query: "u=../%2e%2e%23%3F" }, "https://a.example/..%2F..%23%3F/x"],
  ["https://a.example/x/{query:u}", { query: "u=.." }, "https://a.example/x/"],
  ["https://a.example/?u={query:u}", { query: "v=1" }, "https://a.example/?u="],
  ["https://a.example/?u={query:u}", { query: `u=${"x".repeat(256)}` }, "https://a.example/?u="],
  ["https://a.example/?u={query:u}", { query: "u={country}" }, "https://a.example/?u=%7Bcountry%7D"],
  // Encoded braces in a query are text.
  ["https://a.example/?u=%7Bcountry%7D", {}, "https://a.example/?u=%7Bcountry%7D"],
])("decide fills %s", (destination, visit, expected) => {
  expect(locationOf(destination, visit)).toBe(expected);
});

test("decide keeps braces byte for byte without `placeholders`, and the stored URL for statistics with it", () => {
  const destination = "https://a.example/{country}?q={os}#{1}";
  const { href } = new URL(destination);

  expect(locationOf(destination, {}, { cache_seconds: 5, forward_query: "visitor_wins" })).toBe(href);
  const link = aCachedLink({ url: href, rules: { placeholders: true } });
  expect(decide(link, aCachedDomain(), aVisit()).target).toMatchObject({ destination: href, cacheSeconds: 0 });
});

const extra = (path: string) => ({ extra: { path, isWildcard: true }, code: "gh/*" });

test.each([
  ["https://github.com/{1}", "shunt", "https://github.com/shunt"],
  ["https://github.com/{1}/x/{2}?p={path}", "a/b/c", "https://github.com/a/x/b?p=a/b/c"],
  ["https://github.com/{path}", "a/b/", "https://github.com/a/b/"],
  ["https://github.com/{2}", "a", "https://github.com/"],
  ["https://github.com/?u={1}", "a&b=c+d", "https://github.com/?u=a%26b%3Dc%2Bd"],
  ["https://github.com/{1}", "%C3%BC%zz", "https://github.com/%C3%BC%25zz"],
  ["https://github.com/about", "a", "https://github.com/about"],
])("decide fills %s of a wildcard with %s", (destination, path, expected) => {
  const link = aCachedLink({ url: new URL(destination).href });

  expect(decide(link, aCachedDomain(), aVisit(extra(path))).target?.url).toBe(expected);
});

const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map(all => String.fromCharCode(...all));
const hostile = fc.oneof(
  units,
  fc.string({ unit: "binary", maxLength: 20 }),
  fc
    .array(fc.constantFrom("\r\n", "\0", "é", "\ud800", "%0d%0a", "..", "/", "\\", "&", "#", "?", "{os}"), {
      maxLength: 8,
    })
    .map(all => all.join("")),
);

test("no placeholder can inject a header, or change host, folder or parameters of the destination", () => {
  const destination =
    "https://a.example/base/{query:a}/{short_code}/{language}/{os}/{device}?a={query:a}&b={click_id}&c={country}#{query:a}";
  const link = aCachedLink({ url: new URL(destination).href, rules: { placeholders: true } });

  fc.assert(
    fc.property(hostile, hostile, (text, other) => {
      const visit = aVisit({
        query: `a=${text}`,
        code: `x${other}`,
        languages: text,
        userAgent: other,
        address: text,
        clickId: other,
      });

      const url = decide(link, aCachedDomain(), visit).target?.url ?? "";

      expect(url).toMatch(/^https:\/\/a\.example\/base\/[!-~]*$/);
      const parsed = new URL(url);
      expect(parsed.host).toBe("a.example");
      expect(parsed.pathname).toMatch(/^\/base\//);
      expect(parsed.pathname.split("/")).toHaveLength(7);
      expect([...parsed.searchParams.keys()]).toEqual(["a", "b", "c"]);
    }),
  );
});
