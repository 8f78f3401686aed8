import type { Bucket, Interval } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { type CountedBucket, localStart, selectBuckets, toBucket } from "../series/buckets.ts";
import { selectCounts, selectDailyCounts, selectSums } from "./clicks-source.ts";
import type { PostgresQuery } from "./postgres-query.ts";

interface BucketRow extends CountedBucket {
  linkId: string;
}

export async function findSeries(db: Db, query: PostgresQuery, interval: Interval): Promise<Bucket[]> {
  const { timeZone } = query.period;
  const { rows } = await sql<BucketRow>`
    with bucket as (${selectBuckets(query.period, interval)}),
    counted as (
      select date_trunc(${interval}, at, ${timeZone}) as start, ${sums}
      from ${selectSums(query, interval === "hour" ? "quarter" : "day")} as click group by 1
    )
    select bucket.start, ${localStart(timeZone)}, coalesce(clicks, 0) as clicks,
      coalesce(unique_visitors, 0) as unique_visitors, coalesce(scans, 0) as scans
    from bucket left join counted using (start)
    order by bucket.start`.execute(db, query.execution);
  return rows.map(toBucket);
}

export async function findSeriesOfLinks(
  db: Db,
  query: PostgresQuery,
  interval: Interval,
): Promise<Map<string, Bucket[]>> {
  const { timeZone } = query.period;
  const ids = query.scope.links?.map(({ linkId }) => linkId) ?? [];
  const { rows } = await sql<BucketRow>`
    with bucket as (${selectBuckets(query.period, interval)}),
    counted as (
      select link_id, date_trunc(${interval}, at, ${timeZone}) as start, ${sums}
      from ${interval === "hour" ? selectCounts(query) : selectDailyCounts(query)} as click group by 1, 2
    )
    select link_id as "linkId", bucket.start, ${localStart(timeZone)}, coalesce(clicks, 0) as clicks,
      coalesce(unique_visitors, 0) as unique_visitors, coalesce(scans, 0) as scans
    from bucket cross join unnest(${ids}::uuid[]) as link (link_id) left join counted using (link_id, start)
    order by bucket.start`.execute(db, query.execution);
  return new Map([...Map.groupBy(rows, row => row.linkId)].map(([id, buckets]) => [id, buckets.map(toBucket)]));
}

export const sums = sql`sum(clicks)::bigint as clicks, sum(unique_visitors)::bigint as unique_visitors,
  sum(scans)::bigint as scans`;

export async function countClicks(db: Db, query: PostgresQuery): Promise<number> {
  const { rows } = await sql<{ clicks: number }>`
    select coalesce(sum(clicks), 0)::bigint as clicks from ${selectSums(query, "period")} as click`.execute(
    db,
    query.execution,
  );
  return (rows[0] as { clicks: number }).clicks;
}
