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
const connect = () => createRedis({ url: server.url, name: "test", commandTimeoutMs: 500, onError: () => {} });
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

test("nothing is known of any link or domain any more, and all else is where it was", async () => {
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

test("a reader that was on its way cannot put back what is older than what was flushed", async () => {
  const [old, young] = [aCachedLink({ version: 1 }), aCachedLink({ version: 2 })];
  await cache.put(abc, young);

  await flushCaches(redis);
  await cache.put(abc, old);
  expect(await cache.findMany([abc])).toEqual([null]);
  await cache.put(abc, young);

  expect(await cache.findMany([abc])).toEqual([young]);
});

test("what is void already stays so, and is not counted again", async () => {
  await cache.put(abc, aCachedLink({ version: 3 }));

  expect(await flushCaches(redis)).toBe(1);
  expect(await flushCaches(redis)).toBe(0);

  await cache.put(abc, aCachedLink({ version: 2 }));
  expect(await cache.findMany([abc])).toEqual([null]);
});

test("a Redis without room forgets all the same", async () => {
  await cache.put(abc, aCachedLink());
  await redis.config("SET", "maxmemory", "1");

  const count = await flushCaches(redis).finally(() => redis.config("SET", "maxmemory", "0"));

  expect(count).toBe(1);
  expect(await cache.findMany([abc])).toEqual([undefined]);
});

test("pods are told once all of it is gone, and of a change afterwards as ever", async () => {
  const heard: unknown[] = [];
  await cache.put(abc, aCachedLink());
  const subscriber = connect();
  const stop = listenForLinkChanges(subscriber, {
    onChange: change => heard.push(change),
    onFlush: () => heard.push("flush"),
    onListening: () => heard.push("listening"),
    onLost: () => {},
  });
  await waitFor(() => heard.length === 1, { what: "the subscription" });

  await flushCaches(redis);
  await cache.announce({ ...abc, version: 7 });
  await waitFor(() => heard.length === 3, { what: "flush and change" });
  stop();

  expect(heard).toEqual(["listening", "flush", { ...abc, version: 7 }]);
});

test("in a cluster the caches of every node are flushed", async () => {
  const cluster = await startTestRedisCluster();
  const connection = createRedis({ url: cluster.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
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
