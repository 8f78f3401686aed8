const dayMs = 24 * 60 * 60_000;
/** Nearly all clicks are from today or yesterday. */
const maxRemembered = 100;
const days = new Map<number, string>();

/** Returns the UTC day of a time (ms since the epoch) as `YYYY-MM-DD`. */
export function toDay(at: number): string {
  const number = Math.floor(at / dayMs);
  const known = days.get(number);
  if (known !== undefined) return known;
  const day = new Date(at).toISOString().slice(0, 10);
  if (days.size >= maxRemembered) days.clear();
  days.set(number, day);
  return day;
}
