import type { Bucket, Interval, Totals } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { endOfPeriod, selectCounts, startOfPeriod } from "../query/clicks-source.ts";
import type { Period } from "./period.ts";

interface BucketRow extends Totals {
  start: Date;
  localStart: string;
  offsetSeconds: number;
  linkId: string;
}

/** In order, including buckets without clicks. */
export async function findSeries(db: Db, query: AnalyticsQuery, interval: Interval): Promise<Bucket[]> {
  const { timeZone } = query.period;
  const { rows } = await sql<BucketRow>`
    with bucket as (${selectBuckets(query.period, interval)}),
    counted as (
      select date_trunc(${interval}, at, ${timeZone}) as start, ${sums}
      from ${selectCounts(query)} as click group by 1
    )
    select bucket.start, ${localStart(timeZone)}, coalesce(clicks, 0) as clicks,
      coalesce(unique_visitors, 0) as unique_visitors, coalesce(scans, 0) as scans
    from bucket left join counted using (start)
    order by bucket.start`.execute(db, query.execution);
  return rows.map(toBucket);
}

/** By link id. */
export async function findSeriesOfLinks(
  db: Db,
  query: AnalyticsQuery,
  interval: Interval,
): Promise<Map<string, Bucket[]>> {
  const { timeZone } = query.period;
  const ids = query.scope.links?.map(({ linkId }) => linkId) ?? [];
  const { rows } = await sql<BucketRow>`
    with bucket as (${selectBuckets(query.period, interval)}),
    counted as (
      select link_id, date_trunc(${interval}, at, ${timeZone}) as start, ${sums}
      from ${selectCounts(query)} as click group by 1, 2
    )
    select link_id as "linkId", bucket.start, ${localStart(timeZone)}, coalesce(clicks, 0) as clicks,
      coalesce(unique_visitors, 0) as unique_visitors, coalesce(scans, 0) as scans
    from bucket cross join unnest(${ids}::uuid[]) as link (link_id) left join counted using (link_id, start)
    order by bucket.start`.execute(db, query.execution);
  return new Map([...Map.groupBy(rows, row => row.linkId)].map(([id, buckets]) => [id, buckets.map(toBucket)]));
}

export const sums = sql`sum(clicks)::bigint as clicks, sum(unique_visitors)::bigint as unique_visitors,
  sum(scans)::bigint as scans`;

export async function findTotals(db: Db, query: AnalyticsQuery): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select coalesce(sum(clicks), 0)::bigint as clicks, coalesce(sum(unique_visitors), 0)::bigint as unique_visitors,
      coalesce(sum(scans), 0)::bigint as scans
    from ${selectCounts(query)} as click`.execute(db, query.execution);
  return rows[0] as Totals;
}

/**
 * Includes a bucket that begins before the period. Hours are generated in steps of 15 minutes, as the UTC offset of
 * some zones changes by less than an hour.
 */
function selectBuckets(period: Period, interval: Interval): RawBuilder<unknown> {
  const { from, to, timeZone } = period;
  if (interval === "hour") {
    return sql`select distinct date_trunc('hour', at, ${timeZone}) as start
      from generate_series(${startOfPeriod(period)}, ${endOfPeriod(period)} - interval '15 minutes', interval '15 minutes') as at`;
  }
  return sql`select local at time zone ${timeZone} as start
    from generate_series(date_trunc(${interval}, ${from}::timestamp), ${to}::timestamp, ('1 ' || ${interval})::interval) as local`;
}

function localStart(timeZone: string): RawBuilder<unknown> {
  const local = sql`bucket.start at time zone ${timeZone}`;
  return sql`to_char(${local}, 'YYYY-MM-DD"T"HH24:MI:SS') as "localStart",
    extract(epoch from (${local}) - bucket.start at time zone 'UTC')::int as "offsetSeconds"`;
}

function toBucket({ start, localStart, offsetSeconds, clicks, unique_visitors, scans }: BucketRow): Bucket {
  return {
    start: start.toISOString(),
    local_start: localStart,
    utc_offset: toOffset(offsetSeconds),
    clicks,
    unique_visitors,
    scans,
  };
}

/** `+05:30`. Offsets before standard time had seconds, which are dropped. */
function toOffset(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, "0"));
  return `${seconds < 0 ? "-" : "+"}${hours}:${rest}`;
}
