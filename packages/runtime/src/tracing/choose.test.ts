import type { SpanContext } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { createChoice } from "./choose.ts";

const low = "0af7651916cd43dd8440000000000001";
const high = "0af7651916cd43dd844fffffffffffff";
const parent = (isSampled: boolean, traceId = low): SpanContext => ({
  traceId,
  spanId: "b7ad6b7169203331",
  traceFlags: isSampled ? 1 : 0,
});

function choice(sampler: Parameters<typeof createChoice>[0]["sampler"], ratio = 0.5, now = () => 0) {
  return createChoice({ sampler, ratio }, now);
}

test.each([
  ["always_on", true, true, true],
  ["always_off", false, false, false],
  ["parentbased_always_on", true, false, true],
  ["parentbased_always_off", false, false, true],
] as const)(
  "%s traces what begins here: %s, what its sender does not trace: %s, what it does: %s",
  (sampler, root, not, is) => {
    const choose = choice(sampler);

    expect([choose(undefined), choose(parent(false)), choose(parent(true))]).toEqual([root, not, is]);
  },
);

test("a share of what begins here is traced", () => {
  const choose = choice("parentbased_traceidratio", 0.1);

  const chosen = Array.from({ length: 20_000 }, () => choose(undefined)).filter(Boolean).length;

  expect(chosen).toBeGreaterThan(1_500);
  expect(chosen).toBeLessThan(2_500);
});

test("where the sender is not heeded, the trace's id decides, so that all services come to the same", () => {
  const choose = choice("traceidratio", 0.5);

  expect([low, high].map(traceId => choose(parent(false, traceId)))).toEqual([true, false]);
});

test("senders are heeded for a hundred traces a second, and for a hundred more in the next", () => {
  let now = 0;
  const choose = choice("parentbased_always_off", 0, () => now);
  const ask = () => Array.from({ length: 150 }, () => choose(parent(true))).filter(Boolean).length;

  expect(ask()).toBe(100);
  now = 999;
  expect(ask()).toBe(0);
  now = 1_000;
  expect(ask()).toBe(100);
});
