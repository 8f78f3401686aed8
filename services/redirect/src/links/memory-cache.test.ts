import type { CachedLink } from "@shunt/contracts/cached";
import type { LinkRules } from "@shunt/contracts/links";
import { aCachedLink, unknownRules } from "@shunt/testing";
import { expect, test } from "vitest";
import { MemoryCache } from "./memory-cache.ts";

function aCache(options: { maxEntries?: number; maxBytes?: number } = {}) {
  const clock = { now: 1_000 };
  const bounds = { maxEntries: 3, maxBytes: 1_000_000, linkTtlMs: 100_000 };
  return { cache: new MemoryCache({ ...bounds, ...options, now: () => clock.now }), clock };
}

test("find returns a link with storedAt and freshUntil", () => {
  const { cache } = aCache();
  const link = aCachedLink();

  cache.set("a", link);

  const entry = cache.find("a");
  expect(entry).toMatchObject({ link, source: "memory", storedAt: 1_000 });
  expect(entry?.freshUntil).toBeGreaterThanOrEqual(91_000);
  expect(entry?.freshUntil).toBeLessThanOrEqual(111_000);
  expect(cache.find("b")).toBeUndefined();
});

test("links with equal short rules have one object of rules, and keep them", () => {
  const { cache } = aCache();
  const utm = () => aCachedLink({ rules: { utm_source: "mail" } });
  const others = [{ utm_source: "page" }, { ...unknownRules }, { placeholders: true, utm_term: "x".repeat(1_000) }];
  const rulesOf = (link: CachedLink) => {
    cache.set("a", link);
    return cache.find("a")?.link.rules;
  };

  expect(rulesOf(utm())).toBe(rulesOf(utm()));
  for (const rules of others) expect(rulesOf(aCachedLink({ rules: rules as LinkRules }))).toEqual(rules);
});

test("rules stay while they are equal, share equal conditions, and keep what only a newer release knows", () => {
  const { cache } = aCache();
  const aRule = (url: string) => ({
    name: "Phones",
    conditions: [{ fact: "os", operator: "in", value: ["iOS"] }],
    url,
  });
  const ruled = (url: string) => ({ rules: [aRule(url), aRule("x".repeat(500))] });
  const rulesOf = (rules: object) => {
    cache.set("a", aCachedLink({ rules: rules as LinkRules }));
    return cache.find("a")?.link.rules;
  };

  const a = rulesOf(ruled("https://a.example/"));
  const again = rulesOf(ruled("https://a.example/"));
  const b = rulesOf(ruled("https://b.example/"));

  expect(a).toEqual(ruled("https://a.example/"));
  expect(again).toBe(a);
  expect(b).toEqual(ruled("https://b.example/"));
  expect(b?.rules?.[0]?.conditions).toBe(a?.rules?.[0]?.conditions);
  for (const rules of ["x".repeat(600), ["x".repeat(600)], [null, "x".repeat(600)], { of: "x".repeat(600) }])
    expect(rulesOf({ rules })).toEqual({ rules });
});

test("set varies freshUntil of links stored together", () => {
  const { cache } = aCache({ maxEntries: 50 });
  for (let i = 0; i < 50; i++) cache.set(`code${i}`, aCachedLink());

  const ends = Array.from({ length: 50 }, (_, i) => cache.find(`code${i}`)?.freshUntil);

  expect(new Set(ends).size).toBeGreaterThan(40);
});

test("find does not extend freshUntil", () => {
  const { cache, clock } = aCache();
  cache.set("a", aCachedLink());
  const before = cache.find("a")?.freshUntil;

  clock.now += 50_000;

  expect(cache.find("a")?.freshUntil).toBe(before);
});

test("set evicts unread links at maxEntries", () => {
  const { cache } = aCache({ maxEntries: 3 });
  for (const key of ["a", "b", "c"]) cache.set(key, aCachedLink());
  cache.find("a");

  for (const key of ["d", "e"]) {
    cache.set(key, aCachedLink());
    cache.find("a");
  }

  expect(cache.size).toBe(3);
  expect(cache.find("a")).toBeDefined();
  expect(cache.find("b")).toBeUndefined();
});

test("bytes includes the rules of a link", () => {
  const { cache } = aCache();
  cache.set("a", aCachedLink());
  const plain = cache.bytes;

  cache.set("a", aCachedLink({ rules: unknownRules }));

  expect(cache.bytes).toBeGreaterThan(plain + JSON.stringify(unknownRules).length);
});

test("set evicts links at maxBytes and does not store a link above it", () => {
  const { cache } = aCache({ maxEntries: 100, maxBytes: 3_000 });
  for (const key of ["a", "b", "c", "d"]) cache.set(key, aCachedLink());

  cache.set("large", aCachedLink({ url: `https://example.com/${"x".repeat(2_000)}` }));
  cache.set("too large", aCachedLink({ url: `https://example.com/${"x".repeat(4_000)}` }));

  expect(cache.bytes).toBeLessThanOrEqual(3_000);
  expect(cache.find("large")).toBeDefined();
  expect(cache.find("too large")).toBeUndefined();
  expect(cache.find("a")).toBeUndefined();
});

test("set and delete subtract the size of the previous entry", () => {
  const { cache } = aCache();
  for (let i = 0; i < 10; i++) cache.set("a", aCachedLink());
  cache.delete("a");

  expect(cache.bytes).toBe(0);
  expect(cache.size).toBe(0);
});

test("invalidate deletes older versions only", () => {
  const { cache } = aCache();
  cache.set("old", aCachedLink({ version: 1 }));
  cache.set("new", aCachedLink({ version: 2 }));

  for (const key of ["old", "new", "unknown"]) cache.invalidate(key, 2);

  expect(cache.find("old")).toBeUndefined();
  expect(cache.find("new")).toBeDefined();
});

test("setFallback stores a link that is not fresh, and keeps this or a later version", () => {
  const { cache } = aCache({ maxEntries: 4 });
  for (const key of ["old", "same", "new"]) cache.set(key, aCachedLink({ version: 2 }));

  for (const [key, version] of Object.entries({ old: 3, same: 2, new: 1, unknown: 1 }))
    cache.setFallback(key, aCachedLink({ version }));

  const found = ["old", "same", "new", "unknown"].map(key => cache.find(key));
  expect(found.map(entry => entry?.link.version)).toEqual([3, 2, 2, 1]);
  expect(found.map(entry => (entry?.freshUntil ?? 0) > 1_000)).toEqual([false, true, true, false]);
});

test("set stores nothing if maxEntries is 0", () => {
  const { cache } = aCache({ maxEntries: 0 });

  cache.set("a", aCachedLink());

  expect(cache.find("a")).toBeUndefined();
});
