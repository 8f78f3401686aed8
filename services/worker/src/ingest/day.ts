/** The UTC day of a time, as `YYYY-MM-DD`. */
export function toDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}
