import { expect, test } from "vitest";
import { createMissLimit } from "./miss-limit.ts";

function aLimit(limit: number) {
  const clock = { now: 0 };
  return { missLimit: createMissLimit(limit, () => clock.now), clock };
}

test("an address may miss so often within a minute, and is told when it may again", () => {
  const { missLimit, clock } = aLimit(2);

  expect([missLimit.count("192.0.2.1"), missLimit.count("192.0.2.1")]).toEqual([0, 0]);
  clock.now = 20_000;
  expect(missLimit.count("192.0.2.1")).toBe(40);
  expect(missLimit.count("192.0.2.2")).toBe(0);
  clock.now = 60_000;
  expect(missLimit.count("192.0.2.1")).toBe(0);
});

test("all addresses of an IPv6 customer are one visitor", () => {
  const { missLimit } = aLimit(1);
  missLimit.count("2001:db8:1:2::1");

  expect(missLimit.count("2001:db8:1:2:ffff::9")).toBeGreaterThan(0);
  expect(missLimit.count("2001:db8:1:3::1")).toBe(0);
});

test("0 is no limit", () => {
  const { missLimit } = aLimit(0);

  expect(new Set(Array.from({ length: 1_000 }, () => missLimit.count("192.0.2.1")))).toEqual(new Set([0]));
});
