import type { LinkRules } from "@shunt/contracts/links";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { afterEach, expect, test, vi } from "vitest";
import { createDecide } from "../decide.ts";
import { aVisit } from "../testing/a-visit.ts";
import { theTools } from "../testing/the-tools.ts";
import { findValue } from "./url-parts.ts";

const decide = createDecide(theTools);
const domain = aCachedDomain();
const names = Array.from({ length: 20 }, (_, i) => `p${i}`);
const url = `https://example.com/?${names.map(name => `${name}={query:${name}}`).join("&")}`;

afterEach(() => vi.unstubAllGlobals());

/** How many texts are decoded for a visit with so many parameters, all of encoded names. */
function decodingsOf(rules: LinkRules, count: number): number {
  let calls = 0;
  class Counted extends URLSearchParams {
    constructor(text: string) {
      super(text);
      calls += 1;
    }
  }
  vi.stubGlobal("URLSearchParams", Counted);
  const query = Array.from({ length: count }, (_, i) => `%61${i}`).join("&");
  decide(aCachedLink({ url, rules }), domain, aVisit({ query }));
  return calls;
}

test.each<[string, LinkRules]>([
  ["forward_query", { forward_query: "visitor_wins" }],
  ["forward_query with UTM fields", { forward_query: "link_wins", utm_source: "a", utm_medium: "b", utm_term: "c" }],
  ["placeholders", { placeholders: true }],
])("%s decodes a query as often for 1,000 parameters as for two", (_name, rules) => {
  expect(decodingsOf(rules, 1_000)).toBe(decodingsOf(rules, 2));
});

test.each([
  ["a=1&utm_x=2&utm_x=3", "2"],
  ["%75tm%5Fx=2", "2"],
  ["u%74m%5fx", ""],
  ["utm_x", ""],
  ["utm_x=", ""],
  ["utm_x=a=b", "a=b"],
  ["utm_xy=1&autm_x=1&=utm_x&UTM_X=1&%55tm_x=1", undefined],
  ["utm+x=1&utm%2520x=1", undefined],
  ["", undefined],
  [undefined, undefined],
])("findValue reads the first value of utm_x in %j", (query, value) => {
  expect(findValue(query, "utm_x")).toBe(value);
});
