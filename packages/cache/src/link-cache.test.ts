import { aCachedLink, startTestRedis, type TestRedis } from "@shunt/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { createLinkCache, type LinkCache } from "./link-cache.ts";

let server: TestRedis;
let redis: Redis;
let cache: LinkCache;
beforeAll(async () => {
  server = await startTestRedis();
  redis = createRedis({ url: server.url, name: "test", commandTimeoutMs: 500, onError: () => {} });
  await settled(redis);
  cache = createLinkCache(redis);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

test("a link comes out as it went in", async () => {
  const link = aCachedLink({
    isActive: false,
    startsAt: 1,
    expiresAt: 2,
    fallbackUrl: "https://b.example/",
    status: 308,
  });

  await cache.put(1, "abc", link);

  expect(await cache.find(1, "abc")).toEqual(link);
  expect(await cache.find(2, "abc")).toBeUndefined();
});

test("a newer version replaces an older one, never the other way round", async () => {
  const [old, young] = [aCachedLink({ version: 9 }), aCachedLink({ version: 10, url: "https://young.example/" })];

  expect(await cache.put(1, "abc", young)).toBe(true);
  expect(await cache.put(1, "abc", old)).toBe(false);

  expect(await cache.find(1, "abc")).toEqual(young);
});

test("what was invalidated is void, a slow reader cannot put it back, and a newer link can", async () => {
  const [old, young] = [aCachedLink({ version: 1 }), aCachedLink({ version: 2 })];
  await cache.put(1, "abc", old);

  await cache.invalidate(1, "abc", 2);

  expect(await cache.find(1, "abc")).toBeUndefined();
  expect(await cache.put(1, "abc", old)).toBe(false);
  expect(await cache.put(1, "abc", young)).toBe(true);
  expect(await cache.find(1, "abc")).toEqual(young);
});

test("an invalidation that comes late does not touch what is newer", async () => {
  await cache.put(1, "abc", aCachedLink({ version: 5 }));

  await cache.invalidate(1, "abc", 4);

  expect(await cache.find(1, "abc")).toMatchObject({ version: 5 });
});

test("every entry ends by itself, and reading does not prolong it", async () => {
  await cache.put(1, "abc", aCachedLink());
  await redis.pexpire("l:1:abc", 10_000);

  await cache.find(1, "abc");

  expect(await redis.pttl("l:1:abc")).toBeLessThanOrEqual(10_000);
});

test("an entry of an encoding that is not known is a miss", async () => {
  await redis.set("l:1:abc", '7|[2,"future"]');

  expect(await cache.find(1, "abc")).toBeUndefined();
});

test("a Redis that hangs is given up on in time, and is used again when it is back", async () => {
  server.pause();
  await expect(cache.find(1, "abc")).rejects.toThrow("timed out");
  server.resume();

  await cache.put(1, "abc", aCachedLink());
  expect(await cache.find(1, "abc")).toBeDefined();
});
