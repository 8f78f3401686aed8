import { expect, test } from "vitest";
import { toLockTimes } from "./lock-times.ts";

test("toLockTimes locks jobs for 10 s and checks every 5 s by default", () => {
  expect(toLockTimes(15_000)).toEqual({ lockDuration: 10_000, stalledInterval: 5_000 });
});

test.each([3_000, 4_000, 6_000, 15_000, 20_000, 61_000])(
  "toLockTimes detects a silence of %i ms in that time",
  silenceMs => {
    const { lockDuration, stalledInterval } = toLockTimes(silenceMs);

    // Redis refuses fractions of a millisecond.
    expect([lockDuration, stalledInterval].every(Number.isInteger)).toBe(true);
    expect(lockDuration + stalledInterval).toBe(silenceMs);
    // BullMQ renews a lock after half its duration.
    expect(lockDuration / 2).toBeGreaterThanOrEqual(1_000);
  },
);
