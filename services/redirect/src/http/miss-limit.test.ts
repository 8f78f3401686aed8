import { expect, test, vi } from "vitest";
import { createMissLimit } from "./miss-limit.ts";

function aLimit(limit: number) {
  const clock = { now: 0 };
  const missLimit = createMissLimit(limit, () => clock.now);
  const lookUp = vi.fn(async (isMiss: boolean) => isMiss);
  /** Resolves to whether the startLookUp-up was a miss, or to the code of the problem. */
  const run = (address: string, isMiss: boolean) =>
    missLimit
      .run(
        address,
        () => lookUp(isMiss),
        found => found,
      )
      .catch((err: { code: string; retryAfterSeconds: number }) => err.code);
  return { missLimit, run, lookUp, clock };
}

const address = "192.0.2.1";

test("count allows the limit per minute, then returns the seconds until the next minute", () => {
  const { missLimit, clock } = aLimit(2);

  expect([missLimit.count(address), missLimit.count(address)]).toEqual([0, 0]);
  clock.now = 20_000;
  expect(missLimit.count(address)).toBe(40);
  expect(missLimit.count("192.0.2.2")).toBe(0);
  clock.now = 60_000;
  expect(missLimit.count(address)).toBe(0);
});

test("run above the limit makes no startLookUp-up and throws with retryAfterSeconds", async () => {
  const { missLimit, run, lookUp, clock } = aLimit(2);
  for (let i = 0; i < 2; i++) await run(address, true);
  clock.now = 20_500;

  const refused = missLimit.run(
    address,
    () => lookUp(false),
    found => found,
  );

  await expect(refused).rejects.toMatchObject({ code: "rate-limited", retryAfterSeconds: 40 });
  expect(lookUp).toHaveBeenCalledTimes(2);
  clock.now = 60_500;
  expect(await run(address, false)).toBe(false);
});

test("run makes exactly as many startLookUp-ups as the limit allows in a burst of misses", async () => {
  const { run, lookUp } = aLimit(10);

  const found = await Promise.all(Array.from({ length: 500 }, () => run(address, true)));

  expect(lookUp).toHaveBeenCalledTimes(10);
  expect(found.filter(code => code === "rate-limited")).toHaveLength(490);
});

test("run finds every link in a burst of existing links above the limit", async () => {
  const { run } = aLimit(3);

  const found = await Promise.all(Array.from({ length: 500 }, () => run(address, false)));

  expect(new Set(found)).toEqual(new Set([false]));
});

test("run does not count a failed startLookUp-up as a miss", async () => {
  const { missLimit, run } = aLimit(1);
  const broken = missLimit.run(
    address,
    () => Promise.reject(new Error("down")),
    () => true,
  );

  await expect(broken).rejects.toThrow("down");

  expect(await run(address, false)).toBe(false);
});

test("run throws unavailable if too many startLookUp-ups wait", async () => {
  const { missLimit } = aLimit(1);
  const slow = Promise.withResolvers<string>();
  const startLookUp = () =>
    missLimit.run(
      address,
      () => slow.promise,
      () => false,
    );
  const first = startLookUp();
  const waiting = Array.from({ length: 1_000 }, startLookUp);

  await expect(startLookUp()).rejects.toMatchObject({ code: "unavailable" });

  slow.resolve("found");
  expect(new Set(await Promise.all([first, ...waiting]))).toEqual(new Set(["found"]));
});

test("run counts waiting startLookUp-ups in the next minute once the current one ends", async () => {
  const { missLimit, clock } = aLimit(1);
  const slow = Promise.withResolvers<string>();
  const first = missLimit.run(
    address,
    () => slow.promise,
    () => true,
  );
  const second = missLimit.run(
    address,
    async () => "second",
    () => false,
  );

  clock.now = 60_000;
  slow.resolve("first");

  expect(await Promise.all([first, second])).toEqual(["first", "second"]);
});

test("count treats all addresses of a /64 as one client, in any spelling", () => {
  const { missLimit } = aLimit(1);
  missLimit.count("2001:db8:1:2::1");

  expect(missLimit.count("2001:db8:1:2:ffff::9")).toBeGreaterThan(0);
  expect(missLimit.count("2001:DB8:1:2:0:0:0:9")).toBeGreaterThan(0);
  expect(missLimit.count("2001:db8:1:3::1")).toBe(0);
});

test("count allows a /48 the misses of 16 clients", () => {
  const { missLimit } = aLimit(2);
  const missFrom = (network: number) => missLimit.count(`2001:db8:1:${network.toString(16)}::1`);

  const refused = Array.from({ length: 100 }, (_, i) => missFrom(i)).filter(seconds => seconds > 0);

  expect(refused).toHaveLength(100 - 32);
  expect(missLimit.count("2001:db8:2::1")).toBe(0);
});

test("count and run allow any number of misses at a limit of 0", async () => {
  const { missLimit, run } = aLimit(0);

  expect(new Set(Array.from({ length: 1_000 }, () => missLimit.count(address)))).toEqual(new Set([0]));
  expect(await run(address, true)).toBe(true);
});
