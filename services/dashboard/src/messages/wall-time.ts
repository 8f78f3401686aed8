import { toOffsetMs } from "./time-zone.ts";

const dayMs = 86_400_000;
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/;

/** The time that clocks of the page's time zone show at a moment, such as `2027-01-31T09:00:00.000`. */
export function toWallTime(instant: Date): string {
  return new Date(instant.getTime() + toOffsetMs(instant.getTime())).toISOString().slice(0, -1);
}

/**
 * The moment at which clocks of the page's time zone show a time, as JavaScript finds it for the browser's zone: of an hour that comes
 * twice the first, of one that is skipped the same time after it. Undefined for other texts.
 *
 * @param wall such as `2027-01-31T09:00`
 */
export function fromWallTime(wall: string): Date | undefined {
  const inUtc = form.test(wall) ? Date.parse(`${wall}Z`) : Number.NaN;
  if (Number.isNaN(inUtc)) return undefined;
  const before = toOffsetMs(inUtc - dayMs);
  const after = toOffsetMs(inUtc + dayMs);
  const isBefore = toOffsetMs(inUtc - before) === before || toOffsetMs(inUtc - after) !== after;
  return new Date(inUtc - (isBefore ? before : after));
}

/** The start of a day in the page's time zone, `later` days after it. @param day such as `2026-11-20` */
export function startOfDay(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const midnight = new Date(Date.UTC(year, month - 1, date + later)).toISOString();
  return (fromWallTime(midnight.slice(0, -1)) as Date).toISOString();
}
