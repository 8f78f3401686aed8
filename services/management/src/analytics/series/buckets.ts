import type { Bucket, Interval, Totals } from "@shunt/contracts/analytics";
import { type RawBuilder, sql } from "kysely";
import { endOfPeriod, startOfPeriod } from "../query/period-bounds.ts";
import type { Period } from "./period.ts";

export interface CountedBucket extends Totals {
  start: Date;
  localStart: string;
  offsetSeconds: number;
}

/**
 * Includes a bucket that begins before the period. Hours are generated in steps of 15 minutes, as the UTC offset of
 * some zones changes by less than an hour.
 */
export function selectBuckets(period: Period, interval: Interval): RawBuilder<unknown> {
  const { from, to, timeZone } = period;
  if (interval === "hour") {
    return sql`select distinct date_trunc('hour', at, ${timeZone}) as start
      from generate_series(${startOfPeriod(period)}, ${endOfPeriod(period)} - interval '15 minutes', interval '15 minutes') as at`;
  }
  return sql`select local at time zone ${timeZone} as start
    from generate_series(date_trunc(${interval}, ${from}::timestamp), ${to}::timestamp, ('1 ' || ${interval})::interval) as local`;
}

/** Of a row `bucket` of `selectBuckets`. */
export function localStart(timeZone: string): RawBuilder<unknown> {
  const local = sql`bucket.start at time zone ${timeZone}`;
  return sql`to_char(${local}, 'YYYY-MM-DD"T"HH24:MI:SS') as "localStart",
    extract(epoch from (${local}) - bucket.start at time zone 'UTC')::int as "offsetSeconds"`;
}

export function toBucket({ start, localStart, offsetSeconds, clicks, unique_visitors, scans }: CountedBucket): Bucket {
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
