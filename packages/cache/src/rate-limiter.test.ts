import { startTestRedis, type TestRedis } from "@shunt/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { createRateLimiter } from "./rate-limiter.ts";

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = await connect();
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function connect(): Promise<Redis> {
  const connection = createRedis({ url: server.url, name: "test", commandTimeoutMs: 500, onError: () => {} });
  await settled(connection);
  return connection;
}

const limiter = (onError: (err: unknown) => void = () => {}, now = Date.now) =>
  createRateLimiter({ redis, onError, now });
const limit = { name: "test", requests: 20, windowMs: 60_000 };

test("of sixty at once, from several processes, twenty pass", async () => {
  const other = await connect();
  const limiters = [limiter(), createRateLimiter({ redis: other, onError: () => {}, now: Date.now })];

  const states = await Promise.all(Array.from({ length: 60 }, (_, i) => limiters[i % 2]?.take(limit, "crowd")));

  other.disconnect();
  const passed = states.filter(state => state?.isAllowed);
  expect(passed).toHaveLength(20);
  expect(passed.map(state => state?.remaining).sort((a = 0, b = 0) => a - b)).toEqual([...Array(20).keys()]);
  expect(states.filter(state => !state?.isAllowed).every(state => state?.remaining === 0)).toBe(true);
});

test("the window slides: each request makes room when its own time is over", async () => {
  const short = { name: "short", requests: 2, windowMs: 300 };
  const take = () => limiter().take(short, "one");
  await take();
  await vi.waitFor(async () => expect((await take()).resetMs).toBeLessThan(200), { interval: 20 });

  const refused = await take();
  expect(refused).toMatchObject({ isAllowed: false, remaining: 0 });
  await vi.waitFor(async () => expect((await take()).isAllowed).toBe(true), { timeout: 1_000, interval: 20 });
});

test("subjects and limits are counted apart", async () => {
  const one = { ...limit, name: "one", requests: 1 };
  const two = { ...one, name: "two" };

  const states = [await limiter().take(one, "a"), await limiter().take(one, "b"), await limiter().take(two, "a")];

  expect(states.every(({ isAllowed }) => isAllowed)).toBe(true);
  expect((await limiter().take(one, "a")).isAllowed).toBe(false);
});

test("what is given back makes room for one, also while Redis is away", async () => {
  const two = { ...limit, name: "given-back", requests: 2 };
  const one = limiter();
  const fill = () => Promise.all([one.take(two, "a"), one.take(two, "a")]);
  await fill();
  await one.giveBack(two, "a");
  expect([(await one.take(two, "a")).isAllowed, (await one.take(two, "a")).isAllowed]).toEqual([true, false]);
  server.pause();

  await fill();
  await one.giveBack(two, "a");
  const states = [await one.take(two, "a"), await one.take(two, "a")];
  server.resume();

  expect(states.map(({ isAllowed }) => isAllowed)).toEqual([true, false]);
});

test("0 is no limit", async () => {
  const states = await Promise.all(Array.from({ length: 50 }, () => limiter().take({ ...limit, requests: 0 }, "any")));

  expect(states.every(({ isAllowed }) => isAllowed)).toBe(true);
});

test("what is counted goes away by itself, and tells nobody's address", async () => {
  await limiter().take({ ...limit, name: "kept" }, "192.0.2.1");

  const keys = await redis.keys("limit:kept:*");
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toContain("192.0.2.1");
  expect(await redis.pttl(keys[0] ?? "")).toBeGreaterThan(0);
});

test("while Redis is away, each process holds the limit for itself, and says so", async () => {
  const errors: unknown[] = [];
  let now = 1_000_000;
  const alone = limiter(
    err => errors.push(err),
    () => now,
  );
  server.pause();

  const states = await Promise.all(Array.from({ length: 30 }, () => alone.take(limit, "alone")));
  now += 60_000;
  const later = await alone.take(limit, "alone");
  server.resume();

  expect(states.filter(({ isAllowed }) => isAllowed)).toHaveLength(20);
  expect(later).toMatchObject({ isAllowed: true, remaining: 19, resetMs: 60_000 });
  expect(errors).toHaveLength(31);
});
