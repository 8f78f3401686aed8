import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { EdgeResult, EdgeWindow } from "./run-edge.ts";

const header = [
  ...["server", "requests/s", "spread", "CPU µs", "p50 / p99 ms", "RSS MB"],
  ...["compared with", "requests/s", "CPU", "p99"],
];

/** A row for each server: medians of its windows, and of its ratios to the other server in the same round. */
export function toEdgeReport(results: readonly EdgeResult[]): string {
  const rows = results.map(({ name, base, windows }) => {
    const perSecond = medianOf(windows, window => window.perSecond);
    const spread = windows.map(window => Math.abs(window.perSecond / perSecond - 1));
    const other = results.find(result => result.name === base)?.windows;
    const ratio = (read: Read) => (other === undefined ? "" : medianRatio(windows, other, read).toFixed(2));
    return [
      name,
      Math.round(perSecond).toLocaleString("en"),
      `±${(Math.max(...spread) * 100).toFixed(0)} %`,
      medianOf(windows, toCpu).toFixed(1),
      `${medianOf(windows, window => window.p50Ms).toFixed(2)} / ${medianOf(windows, toP99).toFixed(2)}`,
      (medianOf(windows, window => window.rssBytes) / 1e6).toFixed(0),
      base ?? "",
      ratio(window => window.perSecond),
      ratio(toCpu),
      ratio(toP99),
    ];
  });
  return toTable(header, rows);
}

type Read = (window: EdgeWindow) => number | undefined;

const toCpu: Read = window => window.cpuMicrosPerRequest;
const toP99: Read = window => window.p99Ms;

function medianOf(windows: readonly EdgeWindow[], read: Read): number {
  return median(windows.map(window => read(window) ?? Number.NaN));
}

function medianRatio(windows: readonly EdgeWindow[], others: readonly EdgeWindow[], read: Read): number {
  const ratioTo = (window: EdgeWindow, other: EdgeWindow | undefined) =>
    (read(window) ?? Number.NaN) / ((other && read(other)) ?? Number.NaN);
  return median(windows.map((window, round) => ratioTo(window, others[round])));
}
