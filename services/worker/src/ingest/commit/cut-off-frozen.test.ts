import { expect, test } from "vitest";
import { loadWorkerConfig } from "../../config.ts";
import { boundFrozenWriters } from "./cut-off-frozen.ts";

const needed = {
  DATABASE_URL: "postgres://localhost/shunt",
  REDIS_URL: "redis://localhost",
  SECRET_KEY: "5e".repeat(32),
};

test("by default a frozen worker loses its locks after 10 s, and others wait 12 s", () => {
  const { silenceMs } = loadWorkerConfig(needed);

  expect(boundFrozenWriters(silenceMs)).toEqual({ frozenMs: 10_000, lockTimeoutMs: 12_000 });
});

test.each(["3", "4", "6", "61"])(
  "with a silence of %s s, others wait longer than a frozen worker keeps its locks, but less than the silence",
  seconds => {
    const { silenceMs } = loadWorkerConfig({ ...needed, PROCESS_SILENCE_SECONDS: seconds });
    const { frozenMs, lockTimeoutMs } = boundFrozenWriters(silenceMs);

    expect([frozenMs, lockTimeoutMs].every(Number.isInteger)).toBe(true);
    expect(lockTimeoutMs).toBeGreaterThan(frozenMs);
    expect(lockTimeoutMs).toBeLessThan(silenceMs);
  },
);
