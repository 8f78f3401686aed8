import type { ClicksQuery } from "@shunt/contracts/analytics";
import { refuseField } from "@shunt/contracts/problem";

/** Calendar days of a time zone, both included. */
export interface Period {
  from: string;
  to: string;
  timeZone: string;
}

const dayMs = 24 * 60 * 60_000;
const defaultDays = 30;
const maxDays = 366;

/**
 * The days that a question is about.
 *
 * @param now milliseconds since the epoch
 * @throws Problem "validation-failed" when the parameters contradict each other, or the period is longer than a year.
 */
export function toPeriod(query: Pick<ClicksQuery, "days" | "from" | "to" | "timezone">, now: number): Period {
  const { days, from, to, timezone: timeZone } = query;
  const today = toLocalDay(now, timeZone);
  if (from === undefined && to !== undefined) throw refuseField("?from", "is required with to");
  if (from === undefined) return { from: addDays(today, 1 - (days ?? defaultDays)), to: today, timeZone };
  if (days !== undefined) throw refuseField("?days", "cannot be given together with from");
  const period = { from, to: to ?? today, timeZone };
  if (period.to < from) throw refuseField("?to", "must not be before from");
  if (countDays(period) > maxDays) throw refuseField("?from", `a period has ${maxDays} days at most`);
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

/** The calendar day in a time zone, `YYYY-MM-DD`. */
function toLocalDay(now: number, timeZone: string): string {
  // Swedes write a date as ISO 8601 does.
  return new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" }).format(now);
}
