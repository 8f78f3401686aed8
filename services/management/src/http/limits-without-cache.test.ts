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

const askForMail = async (email: string) =>
  (await api.call("POST", "/api/v1/auth/forgot-password", { body: { email } })).status;

/** Asks for mail until the limit refuses it. */
async function exhaust(email: string): Promise<void> {
  await waitFor(async () => (await askForMail(email)) === 429, { what: "the limit of mails to be reached" });
}

test("limits hold while the cache's Redis throws away whatever it was used for longest ago", async () => {
  await exhaust("evicted@example.com");
  await cache.config("SET", "maxmemory", 4 * megabyte);
  await cache.config("SET", "maxmemory-policy", "allkeys-lru");

  for (let i = 0; i < 200; i++) await cache.set(`filler:${i}`, "x".repeat(100_000));

  expect(Number(/evicted_keys:(\d+)/.exec(await cache.info("stats"))?.[1])).toBeGreaterThan(100);
  expect(await askForMail("evicted@example.com")).toBe(429);
});

test("limits hold after the cache's Redis was flushed, and while it is away", async () => {
  await exhaust("flushed@example.com");

  await cache.flushall();

  expect(await askForMail("flushed@example.com")).toBe(429);
  await cacheServer.kill();
  expect(await askForMail("flushed@example.com")).toBe(429);
  await cacheServer.start();
});
