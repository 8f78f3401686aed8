import type { Interval } from "@shunt/contracts/analytics";
import { toWallTime } from "../messages/wall-time.ts";
import type { ClickSearch } from "./click-filters.ts";

const dayMs = 86_400_000;
/** Beyond, the API refuses hours. */
const maxHourlyDays = 31;
/** Up to here, hours say more than days. */
const maxDaysByDefault = 2;

/** Days of the period, first and last included. */
export function countDays({ days = 30, from, to }: Pick<ClickSearch, "days" | "from" | "to">, today = toDay()): number {
  if (from === undefined) return days;
  return Math.max(1, Math.round((Date.parse(to ?? today) - Date.parse(from)) / dayMs) + 1);
}

/** The lengths of a point that make sense for a period: more than one point, and not too many. */
export function listIntervals(search: ClickSearch): Interval[] {
  const days = countDays(search);
  const fits: Record<Interval, boolean> = {
    hour: days <= maxHourlyDays,
    day: days > 1,
    week: days > 7,
    month: days > 31,
  };
  return (Object.keys(fits) as Interval[]).filter(each => fits[each]);
}

/** Hours for a day or two, else days, unless the search says otherwise and the period allows it. */
export function toInterval(search: ClickSearch): Interval {
  const { interval } = search;
  if (interval && listIntervals(search).includes(interval)) return interval;
  return countDays(search) <= maxDaysByDefault ? "hour" : "day";
}

/** Today in the page's time zone. */
export function toDay(date = new Date()): string {
  return toWallTime(date).slice(0, 10);
}
