import { toTable } from "../report.ts";
import { median } from "../statistics.ts";
import type { PageScore } from "./run-dashboard.ts";

/** Medians of the rounds, and below the table what cost points. */
export function toDashboardReport(scores: readonly PageScore[]): string {
  const pages = [...new Set(scores.map(({ page }) => page))];
  const rows = pages.map(page => {
    const rounds = scores.filter(each => each.page === page);
    const at = (wanted: PageScore["device"]) =>
      String(median(rounds.flatMap(({ device, performance }) => (device === wanted ? performance : []))));
    const blocking = (wanted: PageScore["device"]) =>
      median(rounds.flatMap(({ device, blockingMs }) => (device === wanted ? blockingMs : []))).toFixed(0);
    return [
      page,
      at("desk"),
      at("phone"),
      String(Math.min(...rounds.map(each => each.accessibility))),
      blocking("desk"),
      blocking("phone"),
      median(rounds.map(({ benchmarkIndex }) => benchmarkIndex)).toFixed(0),
      median(rounds.flatMap(({ device, slowdown }) => (device === "phone" ? slowdown : []))).toFixed(1),
    ];
  });
  const findings = scores.flatMap(({ page, device, findings: each }) =>
    each.map(text => `${page}, ${device}: ${text}`),
  );
  const table = toTable(
    [
      "page",
      "performance, desk",
      "performance, phone",
      "accessibility",
      "blocking, CPU ms, desk",
      "blocking, CPU ms, phone",
      "index of the processor",
      "slowed for the phone",
    ],
    rows,
  );
  return [table, "", ...new Set(findings)].join("\n");
}
