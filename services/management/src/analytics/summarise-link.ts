import { type AnalyticsSummary, type DailyStat, Problem, type TopItem } from "@shunt/contracts";
import type { Actor, Context } from "../context.ts";
import { isOwner } from "../links/get-link.ts";
import { findLinkByCode } from "../links/link-store.ts";
import { type DayRow, findDays, findTopValues, type TopRow } from "./link-report.ts";

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
  if (!link || !isOwner(link, actor)) throw new Problem("link-not-found");
  const period = toPeriod(days, Date.now());
  const since = period[0] as string;
  const [dayRows, topRows] = await Promise.all([
    findDays(db, link.id, since),
    findTopValues(db, link.id, since, topLimit),
  ]);
  const dailyStats = fillGaps(period, dayRows);
  const totalClicks = sum(dailyStats, stat => stat.clicks);
  const top = (dimension: string) => toTopItems(topRows, dimension, totalClicks);
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

function toTopItems(rows: readonly TopRow[], dimension: string, total: number): TopItem[] {
  return rows
    .filter(row => row.dimension === dimension)
    .map(({ value, clicks }) => ({
      label: value,
      count: clicks,
      percentage: total === 0 ? 0 : Math.round((clicks / total) * 10_000) / 100,
    }));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
