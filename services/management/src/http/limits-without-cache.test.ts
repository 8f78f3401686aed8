import { createRedis, type Redis, settled } from "@shunt/cache";
import { waitFor } from "@shunt/testing";
import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

const megabyte = 1_048_576;

let cacheServer: TestRedis;
let cache: Redis;
let api: TestApi;
beforeAll(async () => {
  cacheServer = await startTestRedis();
  api = await startTestApi({ REDIS_CACHE_URL: cacheServer.url, RATE_LIMIT_MAIL: "3" });
  cache = createRedis({ url: cacheServer.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(cache);
});
afterAll(async () => {
  cache?.disconnect();
  await api?.stop();
  await cacheServer?.stop();
});

const requestMail = async (email: string) =>
  (await api.call("POST", "/api/v1/auth/forgot-password", { body: { email } })).status;

/** Requests mails until the limit is reached. */
async function exhaust(email: string): Promise<void> {
  await waitFor(async () => (await requestMail(email)) === 429, { what: "the limit of mails to be reached" });
}

test("rate limits survive evictions in the cache's Redis", async () => {
  await exhaust("evicted@example.com");
  await cache.config("SET", "maxmemory", 4 * megabyte);
  await cache.config("SET", "maxmemory-policy", "allkeys-lru");

  for (let i = 0; i < 200; i++) await cache.set(`filler:${i}`, "x".repeat(100_000));

  expect(Number(/evicted_keys:(\d+)/.exec(await cache.info("stats"))?.[1])).toBeGreaterThan(100);
  expect(await requestMail("evicted@example.com")).toBe(429);
});

test("rate limits survive a flush and an outage of the cache's Redis", async () => {
  await exhaust("flushed@example.com");

  await cache.flushall();

  expect(await requestMail("flushed@example.com")).toBe(429);
  await cacheServer.kill();
  expect(await requestMail("flushed@example.com")).toBe(429);
  await cacheServer.start();
});
