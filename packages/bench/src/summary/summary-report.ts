import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { SummaryResult } from "./run-summary.ts";

/** Medians of the rounds, and their ratios to the first result. */
export function toSummaryReport(results: readonly SummaryResult[]): string {
  const limit = median(results[0]?.latenciesMs ?? []);
  return toTable(
    ["clicks of the link", "rows by day and value", "first response, ms", "later, ms", "ratio"],
    results.map(({ clicks, rows, firstMs, latenciesMs }) => {
      const latency = median(latenciesMs);
      const counts = [clicks, rows].map(value => value.toLocaleString("en"));
      return [...counts, ...[firstMs, latency, latency / limit].map(value => value.toFixed(2))];
    }),
  );
}
