import { expect, test } from "vitest";
import { readMetricNames } from "./metric-names.ts";

test.each([
  ["up", ["up"]],
  ['sum by (job) (up{job=~"shunt-.+"}) == 0 or absent(down{job="x"})', ["up", "down"]],
  ["histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m]))) > 1e3", ["a_bucket"]],
  ['sum(rate(a{b="c"}[$__rate_interval])) / on (d) sum (e) * 1024', ["a", "e"]],
])("readMetricNames finds the metrics of %s: %j", (expression, names) => {
  expect([...readMetricNames(expression)]).toEqual(names);
});
