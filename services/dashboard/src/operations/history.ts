import type { OpsOverview } from "@shunt/contracts/admin";

const charted = ["queue_clicks", "lag_seconds", "clicks_per_minute"] as const;
export type Charted = (typeof charted)[number];

/** Numbers at a moment; null where their source did not respond. */
export type HistoryPoint = { time: number } & Record<Charted, number | null>;

export const shownMs = 15 * 60_000;
/** The server records a point this often. */
const stepMs = 10_000;
/** Points further apart than this are not connected: nothing was recorded in between. */
const gapMs = 3 * stepMs;

/** Reads the event `history` of the stream. */
export function toHistory(recorded: readonly ({ at: string } & Record<Charted, number | null>)[]): HistoryPoint[] {
  return recorded.map(({ at, queue_clicks, lag_seconds, clicks_per_minute }) => ({
    time: Date.parse(at),
    queue_clicks,
    lag_seconds,
    clicks_per_minute,
  }));
}

/** Adds the numbers of an overview. The last point moves with the time until it is a step after the one before. */
export function addToHistory(points: readonly HistoryPoint[], { at, queue, ingest }: OpsOverview): HistoryPoint[] {
  const time = Date.parse(at);
  const [before, last] = points.slice(-2);
  const kept = before && last && last.time - before.time < stepMs ? points.slice(0, -1) : points;
  const point = { time, queue_clicks: queue?.clicks ?? null, ...ingest };
  return [...kept.filter(each => time - each.time <= shownMs && each.time < time), point];
}

export interface ChartPoint {
  time: number;
  value: number | null;
}

/** The line of one number, with a point without a value wherever nothing was recorded. */
export function toLine(points: readonly HistoryPoint[], name: Charted): ChartPoint[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    const gap = before && point.time - before.time > gapMs ? [{ time: before.time + 1, value: null }] : [];
    return [...gap, { time: point.time, value: point[name] }];
  });
}
