import { fromWallTime, toWallTime } from "../../messages/wall-time.ts";

/** The form of `<input type="datetime-local">` in the page's time zone. @param instant ISO 8601 */
export function toLocalTime(instant: string | null | undefined): string {
  if (!instant) return "";
  // Minutes are enough for people; an exact time of a program stays exact.
  return toWallTime(new Date(instant)).replace(/(?::00)?\.000$/, "");
}

/** Some days from now at the same time of day, also where a day has 23 or 25 hours, as `toLocalTime` writes it. */
export function toLocalTimeIn(days: number, now: Date): string {
  const minutes = toWallTime(now).slice(0, "2026-11-30T12:00".length);
  const time = new Date(`${minutes}Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return time.toISOString().slice(0, minutes.length);
}

/** ISO 8601 in UTC, or the text itself if it is no time, for the check of the form to name it. */
export function toInstant(local: string): string | null {
  if (local === "") return null;
  return fromWallTime(local)?.toISOString() ?? local;
}
