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
    return [page, at("desk"), at("phone"), String(Math.min(...rounds.map(each => each.accessibility)))];
  });
  const findings = scores.flatMap(({ page, device, findings: each }) =>
    each.map(text => `${page}, ${device}: ${text}`),
  );
  const table = toTable(["page", "performance, desk", "performance, phone", "accessibility"], rows);
  return [table, "", ...new Set(findings)].join("\n");
}
