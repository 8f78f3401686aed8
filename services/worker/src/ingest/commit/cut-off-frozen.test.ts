import { expect, test } from "vitest";
import { loadWorkerConfig } from "../../config.ts";
import { boundFrozenWriters } from "./cut-off-frozen.ts";

const needed = {
  DATABASE_URL: "postgres://localhost/shunt",
  REDIS_URL: "redis://localhost",
  SECRET_KEY: "5e".repeat(32),
};

test("by default a frozen worker loses its locks after 10 s, and others wait for 12 s", () => {
  const { silenceMs } = loadWorkerConfig(needed);

  expect(boundFrozenWriters(silenceMs)).toEqual({ frozenMs: 10_000, lockTimeoutMs: 12_000 });
});

test("others wait longer than a frozen worker keeps its locks, and less than the whole silence", () => {
  const { silenceMs } = loadWorkerConfig({ ...needed, PROCESS_SILENCE_SECONDS: "6" });
  const { frozenMs, lockTimeoutMs } = boundFrozenWriters(silenceMs);

  expect(lockTimeoutMs).toBeGreaterThan(frozenMs);
  expect(lockTimeoutMs).toBeLessThan(silenceMs);
});
