import type { Db } from "@shunt/db";
import { type AbortableQueryOptions, sql } from "kysely";
import { endOfPeriod, startOfPeriod } from "../query/period-bounds.ts";
import type { Period } from "../series/period.ts";
import { bound, ch, type Statement } from "./statement.ts";

/** A period in milliseconds since the epoch. Postgres works it out, so that both stores know the same time zones. */
export interface Moments {
  start: number;
  /** Exclusive. */
  end: number;
  /** Offsets of the time zone from UTC in the period, each from a time on (ms); the first begins the period. */
  offsets: readonly { at: number; seconds: number }[];
}

/** Looks for changes of the offset day by day, then in such days at each quarter of an hour. */
export async function findMoments(db: Db, period: Period, execution: AbortableQueryOptions): Promise<Moments> {
  const { timeZone } = period;
  const offsetAt = (name: string) => {
    const at = sql.ref(name);
    return sql`extract(epoch from (${at} at time zone ${timeZone}) - (${at} at time zone 'UTC'))::int`;
  };
  const { rows } = await sql<Moments>`
    with bounds as (select ${startOfPeriod(period)} as first, ${endOfPeriod(period)} as last),
    days as (
      select day, day + interval '24 hours' as next from bounds, generate_series(first, last, interval '24 hours') as day
    ),
    known as (
      select first as at, ${offsetAt("first")} as seconds from bounds
      union
      select at, ${offsetAt("at")} from days, generate_series(day, next, interval '15 minutes') as at
      where ${offsetAt("day")} <> ${offsetAt("next")}
    ),
    compared as (select at, seconds, lag(seconds) over (order by at) as before from known)
    select (extract(epoch from first) * 1000)::bigint as start, (extract(epoch from last) * 1000)::bigint as end,
      (
        select json_agg(json_build_object('at', (extract(epoch from at) * 1000)::bigint, 'seconds', seconds) order by at)
        from compared where before is null or before <> seconds
      ) as offsets
    from bounds`.execute(db, execution);
  return rows[0] as Moments;
}

/** The latest that a `DateTime` of ClickHouse can be; the earliest is 1970. */
const lastMs = 0xffff_ffff * 1_000;

/** A moment (ms) to compare columns with. */
export function moment(ms: number): Statement {
  return ch`fromUnixTimestamp64Milli(${bound("Int64", toStorable(ms))}, 'UTC')`;
}

/** The quarter of an hour at a moment (ms), to compare columns with. */
export function quarter(ms: number): Statement {
  return ch`toDateTime(${bound("UInt32", toStorable(ms) / 1_000)}, 'UTC')`;
}

/** No click is outside of these bounds. */
function toStorable(ms: number): number {
  return Math.min(Math.max(ms, 0), lastMs);
}

/** Seconds between UTC and the time zone at a column of seconds since the epoch. */
export function offsetAt(column: Statement, { offsets }: Moments): Statement {
  const seconds = (offset: number) => ch`${bound("Int32", offset)}`;
  return offsets.reduce(
    (before, { at, seconds: offset }) =>
      ch`if(${column} >= ${bound("Int64", Math.floor(at / 1_000))}, ${seconds(offset)}, ${before})`,
    seconds(offsets[0]?.seconds ?? 0),
  );
}
