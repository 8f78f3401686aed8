import type { Bucket, Interval, Totals } from "@shunt/contracts/analytics";
import { sql } from "kysely";
import { type CountedBucket, localStart, selectBuckets, toBucket } from "../series/buckets.ts";
import type { ClickHouseQuery } from "./clickhouse-query.ts";
import { localSeconds, selectClicks, selectCounts } from "./clicks-source.ts";
import { offsetAt } from "./moments.ts";
import type { Sources } from "./sources.ts";
import { ch, raw, type Statement } from "./statement.ts";

interface CountedRow extends Totals {
  linkId: string;
  bucket: string;
}

const noClicks: Totals = { clicks: 0, unique_visitors: 0, scans: 0 };

export const sums = raw("sum(clicks) as clicks, sum(unique_visitors) as unique_visitors, sum(scans) as scans");

export async function findSeries(sources: Sources, query: ClickHouseQuery, interval: Interval): Promise<Bucket[]> {
  const buckets = await findBuckets(sources, query, interval);
  const statement = ch`
    select ${bucketOf(query, interval)} as bucket, ${sums} from ${selectCounts(query)} as click group by bucket`;
  const rows = await sources.ask<CountedRow>(statement, query.signal);
  return fill(buckets, rows, interval);
}

export async function findSeriesOfLinks(
  sources: Sources,
  query: ClickHouseQuery,
  interval: Interval,
): Promise<Map<string, Bucket[]>> {
  const buckets = await findBuckets(sources, query, interval);
  const statement = ch`
    select toString(link_id) as linkId, ${bucketOf(query, interval)} as bucket, ${sums}
    from ${selectCounts(query)} as click group by linkId, bucket`;
  const rows = await sources.ask<CountedRow>(statement, query.signal);
  const byLink = Map.groupBy(rows, row => row.linkId);
  return new Map(query.scope.links?.map(({ linkId }) => [linkId, fill(buckets, byLink.get(linkId) ?? [], interval)]));
}

/** Unlike a series, needs no visitors. */
export async function countClicks({ ask }: Sources, query: ClickHouseQuery): Promise<number> {
  const rows = await ask<{ clicks: number }>(
    ch`select sum(clicks) as clicks from ${selectClicks(query)}`,
    query.signal,
  );
  return rows[0]?.clicks ?? 0;
}

type EmptyBucket = Omit<CountedBucket, keyof Totals>;

async function findBuckets({ db }: Sources, { period, execution }: ClickHouseQuery, interval: Interval) {
  const { rows } = await sql<EmptyBucket>`
    select bucket.start, ${localStart(period.timeZone)} from (${selectBuckets(period, interval)}) as bucket
    order by bucket.start`.execute(db, execution);
  return rows;
}

/** Start of an hour in seconds since the epoch, or the first local day of another interval. */
function bucketOf(query: ClickHouseQuery, interval: Interval): Statement {
  const local = localSeconds(query);
  if (interval === "hour") return ch`toString(intDiv(${local}, 3600) * 3600 - ${offsetAt(raw("at"), query.moments)})`;
  const day = ch`toDate(intDiv(${local}, 86400))`;
  const starts = { day, week: ch`toMonday(${day})`, month: ch`toStartOfMonth(${day})` };
  return ch`toString(${starts[interval]})`;
}

function fill(buckets: readonly EmptyBucket[], rows: readonly CountedRow[], interval: Interval): Bucket[] {
  const counts = new Map(
    rows.map(({ bucket, clicks, unique_visitors, scans }) => [bucket, { clicks, unique_visitors, scans }]),
  );
  return buckets.map(bucket => toBucket({ ...bucket, ...(counts.get(nameOf(bucket, interval)) ?? noClicks) }));
}

function nameOf({ start, localStart }: EmptyBucket, interval: Interval): string {
  return interval === "hour" ? String(start.getTime() / 1_000) : localStart.slice(0, 10);
}
