import { weekdays } from "@shunt/contracts/analytics";

/** Of a day. */
export const hours: number[] = Array.from({ length: 24 }, (_, hour) => hour);

export interface HourRow {
  /** ISO 8601: 1 is Monday. */
  weekday: number;
  hour: number;
  clicks: number;
}

/** In the order of `weekdays`, and by hour. */
export function toHeatMap(rows: readonly HourRow[]): number[][] {
  const clicks = weekdays.map(() => hours.map(() => 0));
  for (const { weekday, hour, clicks: count } of rows) (clicks[weekday - 1] as number[])[hour] = count;
  return clicks;
}
