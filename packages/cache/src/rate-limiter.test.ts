import { setTimeout as sleep } from "node:timers/promises";
import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import fc from "fast-check";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { createLocalWindow } from "./local-window.ts";
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

test("take allows 20 of 60 concurrent requests to two processes at a limit of 20", async () => {
  const other = await connect();
  const limiters = [limiter(), createRateLimiter({ redis: other, onError: () => {}, now: Date.now })];

  const states = await Promise.all(Array.from({ length: 60 }, (_, i) => limiters[i % 2]?.take(limit, "crowd")));

  other.disconnect();
  const passed = states.filter(state => state?.isAllowed);
  expect(passed).toHaveLength(20);
  expect(passed.map(state => state?.remaining).sort((a = 0, b = 0) => a - b)).toEqual([...Array(20).keys()]);
  expect(states.filter(state => !state?.isAllowed).every(state => state?.remaining === 0)).toBe(true);
});

test("take allows a request as soon as an earlier one leaves the sliding window", async () => {
  const short = { name: "short", requests: 2, windowMs: 2_000 };
  const take = () => limiter().take(short, "one");
  await take();
  await vi.waitFor(async () => expect((await take()).resetMs).toBeLessThan(1_900), { timeout: 10_000, interval: 20 });

  const refused = await take();
  expect(refused).toMatchObject({ isAllowed: false, remaining: 0 });
  await vi.waitFor(async () => expect((await take()).isAllowed).toBe(true), { timeout: 10_000, interval: 20 });
});

test("take counts each subject and each limit separately", async () => {
  const one = { ...limit, name: "one", requests: 1 };
  const two = { ...one, name: "two" };

  const states = [await limiter().take(one, "a"), await limiter().take(one, "b"), await limiter().take(two, "a")];

  expect(states.every(({ isAllowed }) => isAllowed)).toBe(true);
  expect((await limiter().take(one, "a")).isAllowed).toBe(false);
});

test("giveBack makes room for one request, also while Redis hangs", async () => {
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

const counters = [
  ["in Redis", () => {}],
  ["in this process while Redis hangs", () => server.pause()],
] as const;

test.each(counters)("take counts a cost in full or not at all, %s", async (where, begin) => {
  const ten = { ...limit, name: `cost ${where}`, requests: 10 };
  begin();
  onTestFinished(() => server.resume());
  const take = async (cost: number) => {
    const { isAllowed, remaining } = await one.take(ten, "a", cost);
    return [isAllowed, remaining];
  };
  const one = limiter();

  expect(await take(0)).toEqual([true, 10]);
  expect(await take(7)).toEqual([true, 3]);
  expect(await take(4)).toEqual([false, 3]);
  expect(await take(3)).toEqual([true, 0]);
  expect(await take(1)).toEqual([false, 0]);
  expect(await take(0)).toEqual([true, 0]);
});

test.each(counters)("giveBack makes room for the returned cost, %s", async (where, begin) => {
  const ten = { ...limit, name: `back ${where}`, requests: 10 };
  begin();
  onTestFinished(() => server.resume());
  const one = limiter();
  await one.take(ten, "a", 9);

  await one.giveBack(ten, "a", 4);

  expect((await one.take(ten, "a", 6)).isAllowed).toBe(false);
  expect((await one.take(ten, "a", 5)).isAllowed).toBe(true);
  await one.giveBack(ten, "a", 100);
  expect((await one.take(ten, "a", 10)).isAllowed).toBe(true);
});

test.each(counters)("take refuses a cost above the limit with resetMs of a whole window, %s", async (where, begin) => {
  const ten = { ...limit, name: `more ${where}`, requests: 10 };
  begin();
  onTestFinished(() => server.resume());
  const one = limiter();

  expect(await one.take(ten, "a", 11)).toEqual({ isAllowed: false, remaining: 10, resetMs: 60_000 });
  expect((await one.take(ten, "a", 10)).isAllowed).toBe(true);
});

test("take never exceeds the limit with concurrent costs from two processes", async () => {
  const hundred = { ...limit, name: "costs", requests: 100 };
  const other = await connect();
  const limiters = [limiter(), createRateLimiter({ redis: other, onError: () => {}, now: Date.now })];
  const costs = Array.from({ length: 60 }, (_, i) => 1 + (i % 7));

  const states = await Promise.all(costs.map((cost, i) => limiters[i % 2]?.take(hundred, "crowd", cost)));

  other.disconnect();
  const taken = costs.filter((_, i) => states[i]?.isAllowed).reduce((sum, cost) => sum + cost, 0);
  expect(taken).toBeGreaterThan(93);
  expect(taken).toBeLessThanOrEqual(100);
});

test("take allows a refused cost after its resetMs", async () => {
  const five = { name: "room", requests: 5, windowMs: 3_000 };
  const one = limiter();
  /** Waits until the oldest part leaves the window in less than `ms`. */
  const waitUntilLeft = (ms: number) =>
    vi.waitFor(async () => expect((await one.take(five, "a", 0)).resetMs).toBeLessThan(ms), {
      timeout: 10_000,
      interval: 5,
    });
  await one.take(five, "a", 2);
  await waitUntilLeft(2_500);
  await one.take(five, "a", 3);
  await waitUntilLeft(2_000);

  const few = await one.take(five, "a", 2);
  const many = await one.take(five, "a", 3);

  expect([few.isAllowed, many.isAllowed]).toEqual([false, false]);
  expect(few.resetMs).toBeLessThan(2_000);
  expect(many.resetMs).toBeGreaterThan(few.resetMs);
  expect(many.resetMs).toBeLessThan(3_000);
  await sleep(many.resetMs);
  expect((await one.take(five, "a", 3)).isAllowed).toBe(true);
});

test("createLocalWindow never exceeds the limit in any window", async () => {
  const ten = { ...limit, name: "model", requests: 10, windowMs: 6_000 };
  const step = fc.record({ afterMs: fc.nat(2_000), cost: fc.nat(12) });
  await fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), steps => {
      let now = 1_000_000;
      const window = createLocalWindow(() => now);
      const taken: { at: number; cost: number }[] = [];
      for (const { afterMs, cost } of steps) {
        now += afterMs;
        const within = (ms: number) =>
          taken.filter(({ at }) => at > now - ms).reduce((sum, each) => sum + each.cost, 0);
        const { isAllowed, resetMs } = window.take("a", ten, cost);
        if (isAllowed) expect(within(6_000) + cost).toBeLessThanOrEqual(10);
        // Room returns up to one part (a sixtieth of the window) late.
        else expect(within(6_100) + cost).toBeGreaterThan(10);
        expect(resetMs).toBeGreaterThan(0);
        if (isAllowed && cost > 0) taken.push({ at: now, cost });
      }
    }),
  );
});

test("take stores at most 61 fields per key, whatever the limit", async () => {
  const many = { name: "memory", requests: 1_000_000, windowMs: 600 };
  const one = limiter();

  for (let i = 0; i < 50; i++) {
    await Promise.all(Array.from({ length: 40 }, () => one.take(many, "a", 100)));
  }

  const [key = ""] = await redis.keys("shunt:limit:memory:*");
  expect(await redis.hlen(key)).toBeLessThanOrEqual(61);
});

test("take allows any number of requests at a limit of 0", async () => {
  const states = await Promise.all(Array.from({ length: 50 }, () => limiter().take({ ...limit, requests: 0 }, "any")));

  expect(states.every(({ isAllowed }) => isAllowed)).toBe(true);
});

test("take stores an expiring key without the address of the subject", async () => {
  await limiter().take({ ...limit, name: "kept" }, "192.0.2.1");

  const keys = await redis.keys("shunt:limit:kept:*");
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toContain("192.0.2.1");
  expect(await redis.pttl(keys[0] ?? "")).toBeGreaterThan(0);
});

test("take applies the limit in the process while Redis hangs, and reports the errors", async () => {
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
