import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { isFull, watchCounterMemory } from "./counter-memory.ts";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { createRateLimiter } from "./rate-limiter.ts";

const megabyte = 1_048_576;
const limit = { name: "test", requests: 2, windowMs: 60_000 };

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = createRedis({ url: server.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  await settled(redis);
});
afterAll(async () => {
  redis?.disconnect();
  await server?.stop();
});

test.each([
  ["maxmemory:100\r\nused_memory:49\r\n", false],
  ["used_memory:50\r\nmaxmemory:100\r\n", true],
  ["used_memory:50\r\nmaxmemory:0\r\ntotal_system_memory:1000\r\n", false],
  ["used_memory:500\r\nmaxmemory:0\r\ntotal_system_memory:1000\r\n", true],
  ["used_memory:500\r\n", false],
])("isFull reads %j as %s", (info, expected) => {
  expect(isFull(info)).toBe(expected);
});

test("a half-full Redis counts known subjects only, and new subjects are still limited", async () => {
  const memory = watchCounterMemory({ redis, onError: () => {} });
  onTestFinished(memory.stop);
  const limiter = createRateLimiter({ redis, hasRoom: memory.hasRoom, onError: () => {}, now: Date.now });
  await limiter.take(limit, "known");
  for (let i = 0; i < 12; i++) await redis.rpush("clicks", "x".repeat(megabyte));
  await redis.config("SET", "maxmemory", 24 * megabyte);
  await vi.waitFor(() => expect(memory.hasRoom()).toBe(false), { timeout: 10_000 });
  const keys = await redis.dbsize();

  const known = [await limiter.take(limit, "known"), await limiter.take(limit, "known")];
  expect(limiter.countsLocally()).toBe(false);
  const fresh = [];
  for (let i = 0; i < 3; i++) fresh.push(await limiter.take(limit, "new"));
  for (let i = 0; i < 100; i++) await limiter.take(limit, `flood ${i}`);

  expect(known.map(({ isAllowed }) => isAllowed)).toEqual([true, false]);
  expect(fresh.map(({ isAllowed }) => isAllowed)).toEqual([true, true, false]);
  expect(limiter.countsLocally()).toBe(true);
  expect(await redis.dbsize()).toBe(keys);

  await redis.del("clicks");
  await vi.waitFor(() => expect(memory.hasRoom()).toBe(true), { timeout: 10_000 });
  await limiter.take(limit, "new");
  expect(await redis.dbsize()).toBe(keys);
});
