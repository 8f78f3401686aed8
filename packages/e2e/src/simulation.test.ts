import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import { parseChosen } from "@shunt/contracts/clicks";
import { type CreateLink, Rules, SimulatedVisit, Split } from "@shunt/contracts/links";
import { createDecide, openTools } from "@shunt/decision";
import { simulate } from "@shunt/management/simulation";
import { type AppDeps, createApp } from "@shunt/redirect/app";
import { createClientAddress, createLogger } from "@shunt/runtime";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import fc from "fast-check";
import { expect, test } from "vitest";

type Condition = NonNullable<CreateLink["rules"]>[number]["conditions"][number];

const tools = await openTools({ allowedSchemes: new Set(["myapp"]) }, err => {
  throw err;
});
const decide = createDecide(tools);
const tenVisits = { minLength: 10, maxLength: 10 };

const condition = fc.constantFrom<Condition>(
  { fact: "device", operator: "equals", value: "mobile" },
  { fact: "device", operator: "not_in", value: ["desktop", "tablet"] },
  { fact: "os", operator: "contains", value: "mac" },
  { fact: "browser", operator: "not_equals", value: "Chrome" },
  { fact: "language", operator: "in", value: ["de", "fr-ca"] },
  { fact: "language", operator: "not_contains", value: "en" },
  { fact: "country", operator: "equals", value: "US" },
  { fact: "continent", operator: "not_equals", value: "EU" },
  { fact: "referrer", operator: "contains", value: "google" },
  { fact: "referrer", operator: "not_exists" },
  { fact: "query", key: "a", operator: "starts_with", value: "b" },
  { fact: "query", key: "a", operator: "exists" },
  { fact: "cookie", key: "seen", operator: "equals", value: "yes" },
  { fact: "source", operator: "equals", value: "qr" },
  { fact: "class", operator: "in", value: ["bot", "preview", "prefetch"] },
  { fact: "address", operator: "in", value: ["8.8.0.0/16", "2001:db8::/32"] },
  { fact: "weekday", operator: "in", value: ["saturday", "sunday"], time_zone: "Pacific/Auckland" },
  { fact: "time", operator: "in", value: { from: "22:00", until: "06:00" }, time_zone: "America/New_York" },
  { fact: "date", operator: "in", value: { until: "2026-06-01T00:00:00.000Z" } },
  { fact: "clicks", operator: "at_least", value: 2 },
);
const result = fc.oneof(
  fc.nat(9).map(i => ({ url: `https://example.com/${i}` })),
  fc.constantFrom<404 | 410 | 451>(404, 410, 451).map(status => ({ status })),
);
const rule = fc
  .record({ conditions: fc.array(condition, { minLength: 1, maxLength: 3 }), result })
  .map(({ conditions, result: given }) => ({ conditions, ...given }));
const split = Split.parse({
  variants: [{ url: "https://example.com/a" }, { url: "https://example.com/b", weight: 3 }],
  ends_at: "2026-10-01T00:00:00Z",
});
const time = fc.constantFrom(null, Date.UTC(2026, 5, 1), Date.UTC(2026, 10, 1));
const anyLink: fc.Arbitrary<CachedLink> = fc
  .record({
    rules: fc.option(fc.array(rule, { minLength: 1, maxLength: 5 })),
    card: fc.option(fc.constant({ title: "Card" }), { nil: undefined }),
    max_clicks: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
    split: fc.option(fc.constant(split), { nil: undefined }),
    status: fc.constantFrom<302 | 307>(302, 307),
    isActive: fc.constantFrom(true, true, true, false),
    isUnsafe: fc.constantFrom(false, false, false, true),
    startsAt: time,
    expiresAt: time,
    fallbackUrl: fc.constantFrom(null, "https://example.com/over", "tel:+41"),
    ios_url: fc.constantFrom(undefined, undefined, "https://example.com/ios", "myapp://item", "tel:+41"),
    android_url: fc.constantFrom(undefined, undefined, "https://example.com/android", "myapp://item"),
    cloak: fc.constantFrom(undefined, undefined, undefined, true),
    forward_path: fc.constantFrom(undefined, undefined, "append", "ignore"),
    forward_query: fc.constantFrom(undefined, "visitor_wins"),
    url: fc.constantFrom("https://example.com/", "https://example.com/%7B1%7D?x=%7Bpath%7D", "tel:+41"),
  })
  .map(
    ({
      rules,
      card,
      max_clicks,
      split: variants,
      ios_url,
      android_url,
      cloak,
      forward_path,
      forward_query,
      ...given
    }) => {
      const others = { card, max_clicks, split: variants, ios_url, android_url, cloak, forward_path, forward_query };
      const behaviours = { ...others, rules: rules === null ? undefined : Rules.parse(rules) };
      const set = Object.entries(behaviours).filter(([, value]) => value !== undefined);
      return aCachedLink({ ...given, rules: set.length === 0 ? null : Object.fromEntries(set) });
    },
  );
const anyDomain: fc.Arbitrary<CachedDomain> = fc
  .record({ expiredUrl: fc.constantFrom(null, "https://example.com/expired") })
  .map(aCachedDomain);
const agents = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  "facebookexternalhit/1.1",
  "Googlebot/2.1 (+http://www.google.com/bot.html)",
  "curl/8.5.0",
];
const header = <T extends string>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyVisit = fc.record({
  method: fc.constantFrom<"GET" | "HEAD">("GET", "HEAD"),
  view: fc.constantFrom<View>("link", "link", "link", "preview", "pixel"),
  path: fc.constantFrom("", "", "a", "a/b/", "%C3%BC", "a//b", "..", "index.html", "a%2fb", "b+c"),
  query: fc.constantFrom(
    "",
    "a=bc",
    "a=x&a=bc",
    "qr",
    "a=%E0%A4%A&utm_source=x",
    "shunt_continue=a%3Dbc",
    "shunt_ticket=x&a=bc",
  ),
  address: fc.constantFrom("8.8.8.8", "81.2.69.142", "2001:db8::7", "192.0.2.7"),
  clicks: fc.nat(3),
  at: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
  headers: fc.record({
    "user-agent": header(...agents),
    accept: header("text/html,*/*;q=0.8", "application/json"),
    "accept-language": header("de-AT,de;q=0.9,en;q=0.5", "fr-CA", "en;q=0.1,*"),
    referer: header("https://www.google.de/search?q=x", "android-app://com.slack", "no URL"),
    cookie: header("seen=yes", "other=1; seen=no"),
    "sec-purpose": header("prefetch;prerender"),
  }),
});
type AnyVisit = typeof anyVisit extends fc.Arbitrary<infer V> ? V : never;

type View = "link" | "preview" | "pixel";
const behindCode: Record<View, string> = { link: "", preview: "+", pixel: "/pixel.gif" };

/** The redirect with one link in memory, which answers one visit at a time. */
function theRedirect(link: CachedLink, code: string, domain: CachedDomain, isPublic: boolean) {
  const recorded: string[] = [];
  let at = 0;
  let clicks = 0;
  const deps: AppDeps = {
    decide,
    domains: { findInMemory: () => domain, find: async () => domain },
    resolver: {
      findInMemory: (_domainId, visited) => ({ link: visited === code ? link : null, source: "memory" }),
      find: async (_domainId, visited) => ({ link: visited === code ? link : null, source: "postgres" }),
      isInMemory: () => true,
    },
    findFacts: async () => ({ title: null, isPublic, createdAt: new Date(0), destinationChangedAt: null }),
    baseUrl: "https://sho.rt",
    appUrl: "https://app.sho.rt",
    spool: { append: click => void recorded.push(click.chosen) },
    missLimit: { run: (_address, lookUp) => lookUp(), count: () => 0 },
    clientAddress: createClientAddress(""),
    metrics: { answered() {}, clickCounted() {} },
    uses: {
      take: (_id, terms) => ({ clicks, taken: clicks < terms.limit ? { ...terms, clicks } : undefined }),
      count: () => clicks,
      giveBack() {},
    },
    log: createLogger("test", "silent"),
    now: () => at,
  };
  const app = createApp(deps);
  return async (visit: AnyVisit) => {
    at = visit.at;
    clicks = visit.clicks;
    const segments = `${code.replace("/*", "")}${visit.path && `/${visit.path}`}`;
    const path = `/${segments}${behindCode[visit.view]}${visit.query && `?${visit.query}`}`;
    const headers = withoutUndefined(visit.headers);
    const socket = { remoteAddress: visit.address, destroyed: false };
    const reply = await app({ method: visit.method, headers, url: path, socket });
    const chosen = parseChosen(recorded.pop() ?? "");
    return {
      status: reply.status,
      location: reply.headers.Location ?? null,
      rule: chosen.rule,
      variant: chosen.variant,
    };
  };
}

function withoutUndefined(headers: AnyVisit["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

test("the simulator answers 10,000 random visits like the redirect", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLink,
      anyDomain,
      fc.boolean(),
      fc.constantFrom("abc", "abc", "gh/*", "über"),
      fc.array(anyVisit, tenVisits),
      async (link, domain, isPublic, code, visits) => {
        const redirect = theRedirect(link, code, domain, isPublic);
        for (const visit of visits) {
          const at = new Date(visit.at).toISOString();
          const given = SimulatedVisit.parse({ ...visit, at, headers: withoutUndefined(visit.headers) });

          const simulated = simulate(tools, { link, isPublic, domain, code, clicks: visit.clicks }, given);

          const { outcome, status, location, rule: decided, variant } = simulated;
          // A visit with an error page of a rule is not counted.
          const recorded = outcome === "redirect" ? decided : null;
          expect({ status, location, rule: recorded, variant }).toEqual(await redirect(visit));
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
