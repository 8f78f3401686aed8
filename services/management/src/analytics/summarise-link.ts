import { type AnalyticsSummary, type DailyStat, Problem, restLabels } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { findLinkByCode } from "../links/link-store.ts";
import { mayReadNumbers } from "./scope-store.ts";
import { type DayRow, findDays, findTopValues, type TopRow } from "./summary-store.ts";
import { toTopItems } from "./to-top-items.ts";

const topDimensions = ["country", "browser", "os", "device", "referrer"] as const;
type TopDimension = (typeof topDimensions)[number];
const topLimit = 10;
const dayMs = 24 * 60 * 60_000;

/**
 * The numbers of a link over the last `days` UTC days, today included. Read from the aggregates alone.
 *
 * @throws Problem "link-not-found", also when the link is another's: strangers do not learn which codes exist.
 */
export async function summariseLink(
  { db }: Context,
  actor: Actor,
  code: string,
  days: number,
): Promise<AnalyticsSummary> {
  const link = await findLinkByCode(db, code);
  if (!link || !(await mayReadNumbers(db, actor, link.id))) throw new Problem("link-not-found");
  const period = toPeriod(days, Date.now());
  const since = period[0] as string;
  const [dayRows, topRows] = await Promise.all([
    findDays(db, link.id, since),
    findTopValues(db, link.id, topDimensions, since, topLimit),
  ]);
  const dailyStats = fillGaps(period, dayRows);
  const totalClicks = sum(dailyStats, stat => stat.clicks);
  const top = (dimension: TopDimension) => topOf(topRows, dimension, totalClicks);
  return {
    short_code: code,
    total_clicks: totalClicks,
    unique_visitors: sum(dailyStats, stat => stat.unique_visitors),
    top_countries: top("country"),
    top_browsers: top("browser"),
    top_os: top("os"),
    top_devices: top("device"),
    top_referrers: top("referrer"),
    daily_stats: dailyStats,
    period_days: days,
  };
}

/** The days as `YYYY-MM-DD`, oldest first. */
function toPeriod(days: number, now: number): string[] {
  return Array.from({ length: days }, (_, i) => new Date(now - (days - 1 - i) * dayMs).toISOString().slice(0, 10));
}

function fillGaps(period: readonly string[], rows: readonly DayRow[]): DailyStat[] {
  const byDay = new Map(rows.map(row => [row.day, row]));
  return period.map(date => {
    const row = byDay.get(date);
    return { date, clicks: row?.clicks ?? 0, unique_visitors: row?.uniqueVisitors ?? 0 };
  });
}

function topOf(rows: readonly TopRow[], dimension: TopDimension, total: number) {
  const ofDimension = rows.filter(row => row.dimension === dimension);
  const values = ofDimension.map(({ value, clicks }) => ({ label: value, clicks }));
  const known = ofDimension[0]?.known ?? 0;
  return toTopItems(values, { known, total, restLabel: restLabels[dimension], limit: topLimit });
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
