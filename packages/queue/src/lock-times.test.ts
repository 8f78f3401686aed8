import { expect, test } from "vitest";
import { toLockTimes } from "./lock-times.ts";

test("by default a job is locked for 10 s, and locks are looked at every 5 s", () => {
  expect(toLockTimes(15_000)).toEqual({ lockDuration: 10_000, stalledInterval: 5_000 });
});

test.each([3_000, 4_000, 6_000, 15_000, 20_000, 61_000])("a silence of %i ms is noticed in that time", silenceMs => {
  const { lockDuration, stalledInterval } = toLockTimes(silenceMs);

  // Redis refuses fractions of a millisecond.
  expect([lockDuration, stalledInterval].every(Number.isInteger)).toBe(true);
  expect(lockDuration + stalledInterval).toBe(silenceMs);
  // BullMQ renews a lock when half of its time is over.
  expect(lockDuration / 2).toBeGreaterThanOrEqual(1_000);
});
