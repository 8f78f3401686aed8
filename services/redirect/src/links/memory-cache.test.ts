import { aCachedLink } from "@shunt/testing";
import { expect, test } from "vitest";
import { MemoryCache } from "./memory-cache.ts";

function aCache(options: { maxEntries?: number } = {}) {
  const clock = { now: 0 };
  const cache = new MemoryCache({ maxEntries: 3, linkTtlMs: 100, missingTtlMs: 10, ...options, now: () => clock.now });
  return { cache, clock };
}

test("a link is fresh until its time is over, and is remembered beyond it as a last resort", () => {
  const { cache, clock } = aCache();
  const link = aCachedLink();
  cache.set("a", link);

  clock.now = 99;
  expect(cache.get("a")).toBe(link);
  clock.now = 100;
  expect(cache.get("a")).toBeUndefined();
  expect(cache.lastKnownLink("a")).toBe(link);
});

test("an unknown code is remembered for a shorter time, and is no last resort", () => {
  const { cache, clock } = aCache();
  cache.set("a", null);

  expect(cache.get("a")).toBeNull();
  clock.now = 10;
  expect(cache.get("a")).toBeUndefined();
  expect(cache.lastKnownLink("a")).toBeUndefined();
});

test("reading does not prolong an entry", () => {
  const { cache, clock } = aCache();
  cache.set("a", aCachedLink());

  clock.now = 50;
  cache.get("a");
  clock.now = 100;

  expect(cache.get("a")).toBeUndefined();
});

test("a full cache stays within its bound and keeps what is read", () => {
  const { cache } = aCache({ maxEntries: 3 });
  for (const key of ["a", "b", "c"]) cache.set(key, aCachedLink());
  cache.get("a");

  for (const key of ["d", "e"]) {
    cache.set(key, aCachedLink());
    cache.get("a");
  }

  expect(cache.size).toBe(3);
  expect(cache.get("a")).toBeDefined();
  expect(cache.get("b")).toBeUndefined();
});

test("invalidate drops what is older than the change and keeps what is as new", () => {
  const { cache } = aCache();
  cache.set("old", aCachedLink({ version: 1 }));
  cache.set("new", aCachedLink({ version: 2 }));
  cache.set("missing", null);

  for (const key of ["old", "new", "missing"]) cache.invalidate(key, 2);

  expect(cache.get("old")).toBeUndefined();
  expect(cache.get("new")).toBeDefined();
  expect(cache.get("missing")).toBeUndefined();
});
