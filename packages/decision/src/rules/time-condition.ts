import type { DailyWindow } from "@shunt/contracts/links";

/** Compiles a window of the day to a test of minutes since midnight. */
export function compileDailyWindow({ from, until }: DailyWindow): (minute: number) => boolean {
  const [start, end] = [toMinute(from), toMinute(until)];
  return start < end ? minute => minute >= start && minute < end : minute => minute >= start || minute < end;
}

/** Compiles a window of instants to a test of milliseconds since the epoch. */
export function compileDateWindow(window: { from?: string | undefined; until?: string | undefined }) {
  const start = window.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(window.from);
  const end = window.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(window.until);
  return (at: number) => at >= start && at < end;
}

function toMinute(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
