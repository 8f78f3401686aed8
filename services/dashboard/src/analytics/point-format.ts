import type { Interval } from "@shunt/contracts/analytics";
import { atFirstUse } from "../messages/at-first-use.ts";
import { regionalLocale } from "../messages/locale.ts";

/** Distances between hours that have a label, so that midnight has one. */
const hourSteps = [1, 2, 3, 6, 12, 24, 48, 72, 120, 168, 240];
/** The longest day has 25 hours. */
const hoursOfTwoDays = 26;

export interface PointFormat {
  /** Of the whole point. */
  label: Intl.DateTimeFormat;
  /** Short, below the axis. */
  tick: (at: Date) => string;
  /** Allowed distances between points with a tick. */
  tickSteps?: readonly number[];
}

const inUtc = (options: Intl.DateTimeFormatOptions) =>
  atFirstUse(() => new Intl.DateTimeFormat(regionalLocale, { ...options, timeZone: "UTC" }));
const hourLabel = inUtc({ dateStyle: "medium", timeStyle: "short" });
const hourTick = inUtc({ hour: "numeric", minute: "2-digit" });
const dayLabel = inUtc({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const dayTick = inUtc({ day: "numeric", month: "short" });
const monthLabel = inUtc({ month: "long", year: "numeric" });
const monthTick = inUtc({ month: "short", year: "2-digit" });

/** How points of a series are named. Times are those of the series' zone, as `toLocal` reads them. */
export function toPointFormat(interval: Interval, points: number): PointFormat {
  if (interval === "hour") {
    const isOneDay = points < hoursOfTwoDays;
    return {
      label: hourLabel(),
      // Over several days, midnight says which day begins.
      tick: at => (isOneDay || at.getUTCHours() !== 0 ? hourTick : dayTick)().format(at),
      tickSteps: hourSteps,
    };
  }
  if (interval === "month") return { label: monthLabel(), tick: at => monthTick().format(at) };
  return { label: dayLabel(), tick: at => dayTick().format(at) };
}

/** How many points of a series have begun. */
export function countBegun(series: readonly { start: string }[], now = Date.now()): number {
  return series.filter(({ start }) => Date.parse(start) <= now).length;
}

/** A time of the series' zone, as if it were in UTC. @param local `local_start` of a point */
export function toLocal(local: string): Date {
  return new Date(`${local}Z`);
}
