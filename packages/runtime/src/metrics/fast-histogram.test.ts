import { expect, test } from "vitest";
import { FastHistogram } from "./fast-histogram.ts";
import { createMetrics } from "./metrics.ts";

test("FastHistogram publishes cumulative buckets, sum and count per label", async () => {
  const registry = createMetrics("test");
  const histogram = new FastHistogram({ name: "took", help: "Time", labelName: "source", buckets: [1, 5], registry });

  for (const value of [0.5, 1, 3, 9]) histogram.observe("memory", value);
  histogram.observe("redis", 2);

  const lines = (await registry.metrics()).split("\n").filter(line => line.includes("took"));
  expect(lines).toEqual([
    "# HELP took Time",
    "# TYPE took histogram",
    'took_bucket{source="memory",le="1",service="test"} 2',
    'took_bucket{source="memory",le="5",service="test"} 3',
    'took_bucket{source="memory",le="+Inf",service="test"} 4',
    'took_sum{source="memory",service="test"} 13.5',
    'took_count{source="memory",service="test"} 4',
    'took_bucket{source="redis",le="1",service="test"} 0',
    'took_bucket{source="redis",le="5",service="test"} 1',
    'took_bucket{source="redis",le="+Inf",service="test"} 1',
    'took_sum{source="redis",service="test"} 2',
    'took_count{source="redis",service="test"} 1',
  ]);
});
