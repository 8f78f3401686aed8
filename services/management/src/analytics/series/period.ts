import type { ClicksQuery } from "@shunt/contracts/analytics";
import { fieldProblem } from "@shunt/contracts/problem";

/** Calendar days in a time zone, including both ends. */
export interface Period {
  from: string;
  to: string;
  timeZone: string;
}

const dayMs = 24 * 60 * 60_000;
const defaultDays = 30;
const maxDays = 366;

/**
 * @param now milliseconds since the epoch
 * @throws Problem "validation-failed" if the parameters contradict each other, or the period has more than 366 days
 */
export function toPeriod(query: Pick<ClicksQuery, "days" | "from" | "to" | "timezone">, now: number): Period {
  const { days, from, to, timezone: timeZone } = query;
  const today = toLocalDay(now, timeZone);
  if (from === undefined && to !== undefined) throw fieldProblem("?from", "is required if you send to");
  if (from === undefined) return { from: addDays(today, 1 - (days ?? defaultDays)), to: today, timeZone };
  if (days !== undefined) throw fieldProblem("?days", "cannot be combined with from");
  const period = { from, to: to ?? today, timeZone };
  if (period.to < from) throw fieldProblem("?to", "must not be before from");
  if (countDays(period) > maxDays)
    throw fieldProblem("?from", `must be at most ${maxDays} days before the end of the period`);
  return period;
}

/** The period of the same length right before. */
export function toPrevious({ from, to, timeZone }: Period): Period {
  const days = countDays({ from, to });
  return { from: addDays(from, -days), to: addDays(from, -1), timeZone };
}

export function countDays({ from, to }: Pick<Period, "from" | "to">): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD`. */
function toLocalDay(now: number, timeZone: string): string {
  // The Swedish locale formats dates as ISO 8601.
  return new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" }).format(now);
}
