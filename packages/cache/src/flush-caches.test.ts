import { aCachedDomain, aCachedLink, waitFor } from "@shunt/testing";
import { startTestRedis, startTestRedisCluster, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { createDomainCache } from "./domain-cache.ts";
import { flushCaches } from "./flush-caches.ts";
import { linkKey } from "./keys.ts";
import { createLinkCache, type LinkCache } from "./link-cache.ts";
import { listenForLinkChanges } from "./link-changes.ts";

let server: TestRedis;
let redis: Redis;
let cache: LinkCache;
const connect = () => createRedis({ url: server.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
const abc = { domainId: 1, code: "abc" };
beforeAll(async () => {
  server = await startTestRedis();
  redis = connect();
  await settled(redis);
  cache = createLinkCache(redis);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

test("flushCaches invalidates all links and domains and leaves other keys", async () => {
  const addresses = Array.from({ length: 2_500 }, (_, i) => ({ domainId: i % 3, code: `code-${i}` }));
  await Promise.all(addresses.map(address => cache.put(address, aCachedLink())));
  await cache.keepHot(addresses[0] as (typeof addresses)[0]);
  const domains = createDomainCache(redis);
  await domains.put("go.example.com", aCachedDomain());
  await redis.set(linkKey({ domainId: 1, code: "broken" }), "rubbish");
  await redis.hset(linkKey({ domainId: 1, code: "foreign" }), "field", "value");
  await redis.set("l:1:former", "3|[2]");
  await redis.set("h:former.example.com", "3|[1]");
  await redis.set("shunt:limit:login:x", "1");
  await redis.lpush("{shunt:clicks}:clicks:wait", "batch");

  expect(await flushCaches(redis)).toBe(2_505);

  expect(new Set(await cache.findMany(addresses))).toEqual(new Set([null]));
  expect(await domains.findMany(["go.example.com"])).toEqual([undefined]);
  expect(await redis.exists(linkKey({ domainId: 1, code: "broken" }), linkKey({ domainId: 1, code: "foreign" }))).toBe(
    0,
  );
  expect(await redis.mget("l:1:former", "h:former.example.com")).toEqual(["3|", "3|"]);
  expect(await redis.exists("shunt:limit:login:x", "{shunt:clicks}:clicks:wait")).toBe(2);
  const ttls = await Promise.all(addresses.map(({ domainId, code }) => redis.pttl(linkKey({ domainId, code }))));
  expect(Math.min(...ttls)).toBeGreaterThan(0);
  expect(Math.max(...ttls)).toBeLessThanOrEqual(60_000);
});

test("flushCaches leaves tombstones that an older write does not replace", async () => {
  const [older, newer] = [aCachedLink({ version: 1 }), aCachedLink({ version: 2 })];
  await cache.put(abc, newer);

  await flushCaches(redis);
  await cache.put(abc, older);
  expect(await cache.findMany([abc])).toEqual([null]);
  await cache.put(abc, newer);

  expect(await cache.findMany([abc])).toEqual([newer]);
});

test("flushCaches keeps existing tombstones and does not count them", async () => {
  await cache.put(abc, aCachedLink({ version: 3 }));

  expect(await flushCaches(redis)).toBe(1);
  expect(await flushCaches(redis)).toBe(0);

  await cache.put(abc, aCachedLink({ version: 2 }));
  expect(await cache.findMany([abc])).toEqual([null]);
});

test("flushCaches deletes values if Redis is out of memory", async () => {
  await cache.put(abc, aCachedLink());
  await redis.config("SET", "maxmemory", "1");

  const count = await flushCaches(redis).finally(() => redis.config("SET", "maxmemory", "0"));

  expect(count).toBe(1);
  expect(await cache.findMany([abc])).toEqual([undefined]);
});

test("flushCaches notifies subscribers, which still receive later changes", async () => {
  const received: unknown[] = [];
  await cache.put(abc, aCachedLink());
  const subscriber = connect();
  const stop = listenForLinkChanges(subscriber, {
    onChange: change => received.push(change),
    onFlush: () => received.push("flush"),
    onListening: () => received.push("listening"),
    onLost: () => {},
  });
  await waitFor(() => received.length === 1, { what: "the subscription" });

  await flushCaches(redis);
  await cache.announce({ ...abc, version: 7 });
  await waitFor(() => received.length === 3, { what: "flush and change" });
  stop();

  expect(received).toEqual(["listening", "flush", { ...abc, version: 7 }]);
});

test("flushCaches invalidates the links on every node of a cluster", async () => {
  const cluster = await startTestRedisCluster();
  const connection = createRedis({ url: cluster.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  await settled(connection);
  const cache = createLinkCache(connection);
  const addresses = Array.from({ length: 50 }, (_, i) => ({ domainId: 1, code: `code-${i}` }));
  await Promise.all(addresses.map(address => cache.put(address, aCachedLink())));
  expect((await cache.findMany(addresses)).filter(Boolean)).toHaveLength(50);

  const count = await flushCaches(connection);

  expect(count).toBe(50);
  expect((await cache.findMany(addresses)).filter(Boolean)).toEqual([]);
  connection.disconnect();
  await cluster.stop();
});
