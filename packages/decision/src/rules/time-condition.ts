import type { DailyWindow } from "@shunt/contracts/links";

/** From the first number up to, but not including, the second. */
type Span = readonly [from: number, until: number];

const minutesPerDay = 1_440;

/** Compiles a window of the day to a test of minutes since midnight. */
export function compileDailyWindow(window: DailyWindow): (minute: number) => boolean {
  const spans = toDailySpans(window);
  return minute => spans.some(([start, end]) => minute >= start && minute < end);
}

/** A window of the day as minutes since midnight; two spans if it crosses midnight. */
export function toDailySpans({ from, until }: DailyWindow): Span[] {
  const [start, end] = [toMinute(from), toMinute(until)];
  if (start < end) return [[start, end]];
  return [
    [0, end],
    [start, minutesPerDay],
  ];
}

interface DateWindow {
  from?: string | undefined;
  until?: string | undefined;
}

/** Compiles a window of instants to a test of milliseconds since the epoch. */
export function compileDateWindow(window: DateWindow): (at: number) => boolean {
  const [start, end] = toDateSpan(window);
  return at => at >= start && at < end;
}

/** A window of instants as milliseconds since the epoch. */
export function toDateSpan({ from, until }: DateWindow): Span {
  return [
    from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from),
    until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
  ];
}

function toMinute(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
