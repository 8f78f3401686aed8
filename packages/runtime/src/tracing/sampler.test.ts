import type { SpanContext } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { createSampler } from "./sampler.ts";

const low = "0af7651916cd43dd8440000000000001";
const high = "0af7651916cd43dd844fffffffffffff";
const parent = (isSampled: boolean, traceId = low): SpanContext => ({
  traceId,
  spanId: "b7ad6b7169203331",
  traceFlags: isSampled ? 1 : 0,
});

function aSampler(sampler: Parameters<typeof createSampler>[0]["sampler"], ratio = 0.5, now = () => 0) {
  return createSampler({ sampler, ratio }, now);
}

test.each([
  ["always_on", true, true, true],
  ["always_off", false, false, false],
  ["parentbased_always_on", true, false, true],
  ["parentbased_always_off", false, false, true],
] as const)(
  "createSampler with %s samples a new trace: %s, an unsampled parent: %s, a sampled parent: %s",
  (sampler, root, not, is) => {
    const isSampled = aSampler(sampler);

    expect([isSampled(undefined), isSampled(parent(false)), isSampled(parent(true))]).toEqual([root, not, is]);
  },
);

test("createSampler samples the configured share of new traces", () => {
  const isSampled = aSampler("parentbased_traceidratio", 0.1);

  const sampled = Array.from({ length: 20_000 }, () => isSampled(undefined)).filter(Boolean).length;

  expect(sampled).toBeGreaterThan(1_500);
  expect(sampled).toBeLessThan(2_500);
});

test("createSampler with traceidratio ignores the parent and decides by the trace id", () => {
  const isSampled = aSampler("traceidratio", 0.5);

  expect([low, high].map(traceId => isSampled(parent(false, traceId)))).toEqual([true, false]);
});

test("createSampler follows sampled parents for at most 100 traces per second", () => {
  let now = 0;
  const isSampled = aSampler("parentbased_always_off", 0, () => now);
  const countSampled = () => Array.from({ length: 150 }, () => isSampled(parent(true))).filter(Boolean).length;

  expect(countSampled()).toBe(100);
  now = 999;
  expect(countSampled()).toBe(0);
  now = 1_000;
  expect(countSampled()).toBe(100);
});
