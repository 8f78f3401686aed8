import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import { type EdgeWindow, limitName } from "./run-edge.ts";

/** A row for each server: medians of its windows, and their ratios to the limit. */
export function toEdgeReport(windows: ReadonlyMap<string, readonly EdgeWindow[]>): string {
  const limit = toMedians(windows.get(limitName) ?? []);
  const rows = [...windows].map(([name, own]) => {
    const medians = toMedians(own);
    const spread = own.map(({ perSecond }) => perSecond / medians.perSecond - 1);
    return [
      name,
      Math.round(medians.perSecond).toLocaleString("en"),
      `±${(Math.max(...spread.map(Math.abs)) * 100).toFixed(0)} %`,
      (medians.perSecond / limit.perSecond).toFixed(2),
      `${medians.p50Ms.toFixed(2)} / ${medians.p99Ms.toFixed(2)}`,
      (medians.p99Ms / limit.p99Ms).toFixed(2),
      medians.cpuMicros.toFixed(1),
      (medians.rssBytes / 1e6).toFixed(0),
    ];
  });
  return toTable(
    ["server", "requests/s", "spread", "of bare", "p50 / p99 ms", "p99 of bare", "CPU µs", "RSS MB"],
    rows,
  );
}

function toMedians(windows: readonly EdgeWindow[]) {
  const of = (read: (window: EdgeWindow) => number | undefined) =>
    median(windows.map(read).map(value => value ?? Number.NaN));
  return {
    perSecond: of(window => window.perSecond),
    p50Ms: of(window => window.p50Ms),
    p99Ms: of(window => window.p99Ms),
    cpuMicros: of(window => window.cpuMicrosPerRequest),
    rssBytes: of(window => window.rssBytes),
  };
}
