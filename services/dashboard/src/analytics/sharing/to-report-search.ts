import type { SharedReport } from "@shunt/contracts/analytics";
import type { ClickSearch } from "../click-filters.ts";

/** Period and filters of a shared view, as pages about clicks have them. */
export function toReportSearch({
  days,
  from,
  to,
  include_bots,
  filters,
}: Pick<SharedReport, "days" | "from" | "to" | "include_bots" | "filters">): ClickSearch {
  return {
    ...filters,
    ...(from === null ? { days: days ?? 30 } : { from, ...(to !== null && { to }) }),
    ...(include_bots && { bots: true }),
  };
}
