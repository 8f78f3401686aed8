import { regionalLocale } from "../messages/locale.ts";
import type { Interval } from "./click-filters.ts";

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

/** How points of a series are named. Times are those of the series' zone, as `toLocal` reads them. */
export function toPointFormat(interval: Interval, points: number): PointFormat {
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(regionalLocale, { ...options, timeZone: "UTC" });
  const day = make({ day: "numeric", month: "short" });
  if (interval === "hour") {
    const hour = make({ hour: "numeric", minute: "2-digit" });
    const isOneDay = points < hoursOfTwoDays;
    return {
      label: make({ dateStyle: "medium", timeStyle: "short" }),
      // Over several days, midnight says which day begins.
      tick: at => (isOneDay || at.getUTCHours() !== 0 ? hour : day).format(at),
      tickSteps: hourSteps,
    };
  }
  if (interval === "month") {
    const month = make({ month: "short", year: "2-digit" });
    return { label: make({ month: "long", year: "numeric" }), tick: at => month.format(at) };
  }
  return {
    label: make({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
    tick: at => day.format(at),
  };
}

/** How many points of a series have begun. */
export function countBegun(series: readonly { start: string }[], now = Date.now()): number {
  return series.filter(({ start }) => Date.parse(start) <= now).length;
}

/** A time of the series' zone, as if it were in UTC. @param local `local_start` of a point */
export function toLocal(local: string): Date {
  return new Date(`${local}Z`);
}
