import type { LinkRules } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { createDecide } from "../decide.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";

const decide = createDecide({ ...theTools, allowedSchemes: new Set(["mailto"]) });

function targetOf(url: string, rules: LinkRules, query = "", domainRules: LinkRules | null = null) {
  const domain = aCachedDomain({ rules: domainRules as never });
  return decide(aCachedLink({ url, rules }), domain, aVisit({ query })).target;
}

test("decide adds the visitor's query and keeps the stored URL for statistics", () => {
  expect(targetOf("https://a.example/?x=1", { forward_query: "visitor_wins" }, "x=2")).toMatchObject({
    url: "https://a.example/?x=2",
    destination: "https://a.example/?x=1",
  });
});

test("decide adds no query by default, nor for a link that is off on a domain that forwards", () => {
  const forwarding = { forward_query: "link_wins" } as const;

  expect(targetOf("https://a.example/", { cache_seconds: 5 }, "x=2")?.url).toBe("https://a.example/");
  expect(targetOf("https://a.example/", {}, "x=2", forwarding)?.url).toBe("https://a.example/?x=2");
  expect(targetOf("https://a.example/", { forward_query: "off" }, "x=2", forwarding)?.url).toBe("https://a.example/");
});

test.each<[string, string, string, string]>([
  ["to a plain destination", "https://a.example/#f", "", "https://a.example/?utm_source=n%26l&utm_term=a%20b#f"],
  ["behind its query", "https://a.example/?x", "", "https://a.example/?x&utm_source=n%26l&utm_term=a%20b"],
  [
    "unless the destination has it",
    "https://a.example/?utm_term=",
    "",
    "https://a.example/?utm_term=&utm_source=n%26l",
  ],
  [
    "unless the visitor brings it",
    "https://a.example/",
    "utm_source=v",
    "https://a.example/?utm_source=v&utm_term=a%20b",
  ],
  ["not to a URL without a host", "mailto:a@a.example", "x=1", "mailto:a@a.example"],
])("decide adds the UTM fields of a link %s", (_where, url, query, expected) => {
  const rules = { utm_source: "n&l", utm_term: "a b", forward_query: "visitor_wins" } as const;

  expect(targetOf(url, rules, query)?.url).toBe(expected);
});

test("decide keeps the UTM fields of a link in the URL for statistics, without the visitor's query", () => {
  const target = targetOf("https://a.example/", { utm_source: "n", forward_query: "visitor_wins" }, "utm_source=v");

  expect(target?.destination).toBe("https://a.example/?utm_source=n");
});
