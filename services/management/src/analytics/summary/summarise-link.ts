import { type AnalyticsSummary, type DailyStat, dimensionTable, type SummaryQuery } from "@shunt/contracts/analytics";
import type { LinkRef } from "@shunt/contracts/links";
import type { Caller } from "../../access/index.ts";
import { toTopItems } from "../breakdown/to-top-items.ts";
import { type LinkSummary, type RankedValue, type TopDimension, topLimit } from "../click-reader.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { getReadableLink } from "../query/get-readable-link.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * The last `days` UTC days, including today.
 *
 * @throws Problem "domain-not-found" or "link-not-found", also for a link in another workspace, so that strangers
 * cannot find out which codes exist
 */
export async function summariseLink(
  context: AnalyticsDeps,
  actor: Caller,
  ref: LinkRef,
  { days, domain }: SummaryQuery,
): Promise<AnalyticsSummary> {
  const link = await getReadableLink(context, actor, ref, domain);
  const period = toPeriod(days, Date.now());
  const range = { from: period[0] as string, to: period.at(-1) as string };
  const found = await context.clicks.summarise(link.id, range);
  const dailyStats = fillGaps(period, found.days);
  const totalClicks = sum(dailyStats, stat => stat.clicks);
  const top = (dimension: TopDimension) => topOf(found.values, dimension, totalClicks);
  return {
    short_code: link.code,
    domain: link.host,
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

/** `YYYY-MM-DD`, oldest first. */
function toPeriod(days: number, now: number): string[] {
  return Array.from({ length: days }, (_, i) => new Date(now - (days - 1 - i) * dayMs).toISOString().slice(0, 10));
}

function fillGaps(period: readonly string[], rows: LinkSummary["days"]): DailyStat[] {
  const byDay = new Map(rows.map(row => [row.day, row]));
  return period.map(date => {
    const row = byDay.get(date);
    return { date, clicks: row?.clicks ?? 0, unique_visitors: row?.uniqueVisitors ?? 0 };
  });
}

function topOf(rows: readonly RankedValue[], dimension: TopDimension, total: number) {
  const ofDimension = rows.filter(row => row.dimension === dimension);
  const values = ofDimension.map(({ value, clicks }) => ({ label: value, clicks }));
  const withValue = ofDimension[0]?.withValue ?? 0;
  return toTopItems(values, { withValue, total, restLabel: dimensionTable[dimension].restLabel, limit: topLimit });
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
