import { aCachedLink, unknownRules } from "@shunt/testing";
import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { createDomainCache } from "./domain-cache.ts";
import type { LinkAddress } from "./keys.ts";
import { createLinkCache, type LinkCache } from "./link-cache.ts";
import { encodeLink } from "./link-encoding.ts";

let server: TestRedis;
let redis: Redis;
let cache: LinkCache;
const abc: LinkAddress = { domainId: 1, code: "abc" };
const key = "shunt:link:1:abc";
const find = async (address: LinkAddress) => (await cache.findMany([address]))[0];
beforeAll(async () => {
  server = await startTestRedis();
  redis = createRedis({ url: server.url, name: "test", commandTimeoutMs: 2_000, onError: () => {} });
  await settled(redis);
  cache = createLinkCache(redis);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

test("findMany returns a link as put wrote it", async () => {
  const link = aCachedLink({
    isActive: false,
    isIndexable: true,
    isBlocked: true,
    startsAt: 1,
    expiresAt: 2,
    fallbackUrl: "https://b.example/",
    status: 308,
  });

  await cache.put(abc, link);

  expect(await find(abc)).toEqual(link);
  expect(await find({ domainId: 2, code: "abc" })).toBeUndefined();
});

test("put marks an unsafe link by a field, so that releases without it query Postgres", async () => {
  const link = aCachedLink({ isUnsafe: true });

  await cache.put(abc, link);

  expect(await find(abc)).toEqual(link);
  expect(encodeLink(link)).toContain("[3,");
  expect(encodeLink(link)).toContain('"isUnsafe":true');
});

test("put does not replace a newer version by an older one", async () => {
  const [older, newer] = [aCachedLink({ version: 9 }), aCachedLink({ version: 10, url: "https://newer.example/" })];

  await cache.put(abc, newer);
  await cache.put(abc, older);

  expect(await find(abc)).toEqual(newer);
});

test("announce and invalidate also invalidate entries of the previous release, unless they are newer", async () => {
  await redis.set("l:1:abc", '7|[2,"a-link","https://old.example/",302,1]');
  await redis.set("l:1:newer", '9|[2,"a-link","https://new.example/",302,1]');
  await redis.set("h:go.example.com", "7|[1]");

  await cache.announce({ ...abc, version: 8 }, aCachedLink({ version: 8 }));
  await cache.announce({ domainId: 1, code: "newer", version: 8 });
  await createDomainCache(redis).invalidate("go.example.com", 8);

  expect(await redis.mget("l:1:abc", "h:go.example.com")).toEqual(["8|", "8|"]);
  expect(await redis.get("l:1:newer")).toMatch(/^9\|\[/);
  expect(await find(abc)).toMatchObject({ version: 8 });
});

test("invalidate leaves a tombstone that only a newer version replaces", async () => {
  const [older, newer] = [aCachedLink({ version: 1 }), aCachedLink({ version: 2 })];
  await cache.put(abc, older);

  await cache.invalidate(abc, 2);

  expect(await find(abc)).toBeNull();
  await cache.put(abc, older);
  expect(await find(abc)).toBeNull();
  await cache.put(abc, newer);
  expect(await find(abc)).toEqual(newer);
});

test("invalidate keeps a newer version", async () => {
  await cache.put(abc, aCachedLink({ version: 5 }));

  await cache.invalidate(abc, 4);

  expect(await find(abc)).toMatchObject({ version: 5 });
});

test("findMany does not extend the TTL of an entry", async () => {
  await cache.put(abc, aCachedLink());
  await redis.pexpire(key, 10_000);

  await find(abc);

  expect(await redis.pttl(key)).toBeLessThanOrEqual(10_000);
});

test("findMany returns links in the order of the addresses", async () => {
  const link = aCachedLink({ url: "https://second.example/" });
  await cache.put({ domainId: 1, code: "second" }, link);

  expect(await cache.findMany([abc, { domainId: 1, code: "second" }])).toEqual([undefined, link]);
});

test("keepHot doubles the TTL of an entry once, until the next put", async () => {
  const hour = 60 * 60_000;
  const link = aCachedLink();
  await cache.put(abc, link);

  await cache.keepHot(abc);
  await cache.keepHot(abc);

  const ttl = await redis.pttl(key);
  expect(ttl).toBeGreaterThan(1.8 * hour);
  expect(ttl).toBeLessThan(2.2 * hour);
  expect(await find(abc)).toEqual(link);
  await cache.put(abc, aCachedLink({ version: 2 }));
  expect(await redis.pttl(key)).toBeLessThan(1.2 * hour);
  expect(await find(abc)).toMatchObject({ version: 2 });
});

test("keepHot ignores tombstones and missing entries", async () => {
  await cache.keepHot(abc);
  expect(await redis.exists(key)).toBe(0);

  await cache.invalidate(abc, 1);
  await cache.keepHot(abc);

  expect(await redis.pttl(key)).toBeLessThanOrEqual(60_000);
  expect(await find(abc)).toBeNull();
});

test("put deletes the old entry if Redis is out of memory", async () => {
  await cache.put(abc, aCachedLink({ version: 1 }));
  await redis.config("SET", "maxmemory", "1");
  try {
    await cache.put(abc, aCachedLink({ version: 2, url: "https://newer.example/" }));
    expect(await redis.exists(key)).toBe(0);
  } finally {
    await redis.config("SET", "maxmemory", "0");
  }
});

test("put encodes a link without rules as encoding 2", async () => {
  const link = aCachedLink({ id: "a-link", version: 7, isIndexable: true, expiresAt: 2, fallbackUrl: null });

  await cache.put(abc, link);

  expect(await redis.get(key)).toBe('7|[2,"a-link","https://example.com/",302,3,null,2]');
});

test("put encodes a link with rules as encoding 3, and findMany returns it unchanged", async () => {
  const link = aCachedLink({ version: 7, startsAt: 1, rules: unknownRules });

  await cache.put(abc, link);

  expect(await redis.get(key)).toMatch(/^7\|\[3,/);
  expect(await find(abc)).toEqual(link);
});

test("findMany returns null for an entry with an unknown field", async () => {
  await redis.set(key, '7|[3,"a-link","https://example.com/",302,1,{"future":true}]');

  expect(await find(abc)).toBeNull();
});

test("findMany returns null for an entry with an unknown encoding", async () => {
  await redis.set(key, '7|[99,"future"]');

  expect(await find(abc)).toBeNull();
});

test("findMany times out while Redis hangs, and works again afterwards", async () => {
  server.pause();
  await expect(find(abc)).rejects.toThrow("timed out");
  server.resume();

  await cache.put(abc, aCachedLink());
  expect(await find(abc)).toBeDefined();
});
