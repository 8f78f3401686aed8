import type {
  Bucket,
  CompareQuery,
  Comparison,
  Interval,
  Series,
  SeriesQuery,
  Totals,
} from "@shunt/contracts/analytics";
import { fieldProblem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toAnalyticsQuery, toQueryEcho } from "../query/to-analytics-query.ts";
import { countDays, type Period, toPrevious } from "./period.ts";

/** More hours do not make a readable chart. */
const maxDaysByHour = 31;

/** Includes the clicks of the period before. @throws the Problems of `toAnalyticsQuery`, or "validation-failed" */
export async function getSeries(
  context: AnalyticsDeps,
  actor: Caller,
  { interval, ...input }: SeriesQuery,
  signal: AbortSignal,
): Promise<Series> {
  const query = await toAnalyticsQuery(context, actor, input, signal);
  assertHourlyRange(query.period, interval);
  const before = { ...query, period: toPrevious(query.period) };
  // In sequence, as a query may use only one connection.
  const series = await context.clicks.findSeries(query, interval);
  const previous = await context.clicks.findSeries(before, interval);
  return {
    ...toQueryEcho(query),
    interval,
    totals: sumUp(series),
    series,
    previous: { from: before.period.from, to: before.period.to, totals: sumUp(previous), series: previous },
  };
}

/** In the order of the query. */
export async function compareLinks(
  context: AnalyticsDeps,
  actor: Caller,
  { interval, ...input }: CompareQuery,
  signal: AbortSignal,
): Promise<Comparison> {
  const query = await toAnalyticsQuery(context, actor, input, signal);
  assertHourlyRange(query.period, interval);
  const byLink = await context.clicks.findSeriesOfLinks(query, interval);
  const items = (query.scope.links ?? []).map(({ code, domain, linkId }) => {
    const series = byLink.get(linkId) ?? [];
    return { short_code: code, domain, totals: sumUp(series), series };
  });
  return { ...toQueryEcho(query), interval, items };
}

function assertHourlyRange(period: Period, interval: Interval): void {
  if (interval !== "hour" || countDays(period) <= maxDaysByHour) return;
  throw fieldProblem(
    "?interval",
    `hour is available for periods of up to ${maxDaysByHour} days; use a shorter period or another interval`,
  );
}

function sumUp(series: readonly Bucket[]): Totals {
  const total = { clicks: 0, unique_visitors: 0, scans: 0 };
  for (const { clicks, unique_visitors, scans } of series) {
    total.clicks += clicks;
    total.unique_visitors += unique_visitors;
    total.scans += scans;
  }
  return total;
}
