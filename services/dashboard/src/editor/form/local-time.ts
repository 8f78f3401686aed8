/** The form of `<input type="datetime-local">` in the visitor's time zone. @param instant ISO 8601 */
export function toLocalTime(instant: string | null | undefined): string {
  if (!instant) return "";
  const time = new Date(instant);
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString();
  // Minutes are enough for people; an exact time of a program stays exact.
  return local.replace(/(?::00)?\.000Z$|Z$/, "");
}

/** ISO 8601 in UTC, or the text itself if it is no time, for the check of the form to name it. */
export function toInstant(local: string): string | null {
  if (local === "") return null;
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? local : time.toISOString();
}
