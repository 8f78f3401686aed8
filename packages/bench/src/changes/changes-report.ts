import { toTable } from "../report.ts";
import { percentile } from "../statistics.ts";
import type { ChangeTimes } from "./run-changes.ts";

/** Percentiles over all rounds and both redirects, and their ratios to the limit, which comes first. */
export function toChangesReport(results: readonly ChangeTimes[]): string {
  const [limit] = results as [ChangeTimes];
  const ratio = ({ timesMs }: ChangeTimes, share: number) =>
    (percentile(timesMs, share) / percentile(limit.timesMs, share)).toFixed(2);
  return toTable(
    ["change", "p50 / p99 ms", "longest ms", "p50 of limit", "p99 of limit", "first visit outdated"],
    results.map(result => [
      result.name,
      [0.5, 0.99].map(share => percentile(result.timesMs, share).toFixed(2)).join(" / "),
      Math.max(...result.timesMs).toFixed(2),
      ratio(result, 0.5),
      ratio(result, 0.99),
      `${result.outdated} of ${result.timesMs.length.toLocaleString("en")}`,
    ]),
  );
}
