import type { OpsIssue } from "@shunt/contracts/admin";
import { type Sources, toEnglish } from "./cause.ts";
import { findAwayStores } from "./find-away-stores.ts";
import { findBacklogs } from "./find-backlogs.ts";
import { findDownServices } from "./find-down-services.ts";
import { findRefused } from "./find-refused.ts";

/**
 * Finds the causes of what an operator sees, one item each: what follows from a cause that is listed is not listed
 * again. Clicks wait in spools and in the queue whatever is away. Only those that no disk takes may be lost.
 *
 * @param runbookUrl URL whose fragments are the names of alerts
 */
export function findIssues(overview: Sources, runbookUrl: string): OpsIssue[] {
  const stores = findAwayStores(overview);
  const services = stores.some(({ concerns }) => concerns.includes("cache")) ? [] : findDownServices(overview);
  const isExplained = (part: string) => [...stores, ...services].some(({ concerns }) => concerns.includes(part));
  const backlogs = findBacklogs(overview).filter(({ concerns }) => !concerns.some(isExplained));
  const causes = [...stores, ...services, ...backlogs, ...findRefused(overview)];
  return causes
    .toSorted((one, other) => Number(other.severity === "critical") - Number(one.severity === "critical"))
    .map(({ alert, title, effect, remedy, ...cause }) => ({
      ...cause,
      title: toEnglish(title),
      effect: toEnglish(effect),
      remedy: toEnglish(remedy),
      sentences: { title, effect, remedy },
      runbook_url: `${runbookUrl}#${alert.toLowerCase()}`,
    }));
}
