import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { sql } from "kysely";
import { toDay } from "../ingest/aggregate/day.ts";

const dayMs = 24 * 60 * 60_000;
const daysAhead = 7;
/** Partitions are named by their day, such as `click_events_20261120`. */
const prefix = "click_events_";
/** Any constant will do: two workers must not make the same partition at once. */
const partitionLock = 7_482_002;

/**
 * Makes the day partitions of `click_events` from yesterday to a week from now. Safe to run at any time, by anyone. A day
 * that cannot have one is logged and left out.
 */
export async function ensureClickPartitions(db: Db, now: number, log: Logger): Promise<void> {
  await db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(${sql.lit(partitionLock)})`.execute(tx);
    for (let offset = -1; offset <= daysAhead; offset++) {
      await ensureClickPartition(tx, toDay(now + offset * dayMs), log);
    }
  });
}

/** Of a UTC day, `YYYY-MM-DD`, unless it is there. */
export async function ensureClickPartition(tx: Db, day: string, log: Pick<Logger, "warn">): Promise<void> {
  const name = toPartitionName(day);
  const { rows } = await sql`select to_regclass(${name}) as found where to_regclass(${name}) is not null`.execute(tx);
  if (rows.length > 0) return;
  const [start, end] = [toMidnight(day), toMidnight(toDay(Date.parse(day) + dayMs))];
  // A day that began in the default partition stays there: its rows would have to be moved under a lock.
  if (await isInDefaultPartition(tx, start, end)) return log.warn({ day }, "day stays in the default partition");
  await sql`create table ${sql.id(name)} partition of click_events
    for values from (${sql.lit(start)}) to (${sql.lit(end)})`.execute(tx);
}

/** The UTC days that have a partition, the earliest first. */
export async function findClickPartitionDays(db: Db): Promise<string[]> {
  const { rows } = await sql<{ digits: string }>`
    select right(child.relname, 8) as digits
    from pg_inherits
    join pg_class as child on child.oid = pg_inherits.inhrelid
    where inhparent = 'click_events'::regclass and child.relname ~ ${`^${prefix}\\d{8}$`}
    order by child.relname`.execute(db);
  return rows.map(({ digits }) => digits.replace(/(....)(..)(..)/, "$1-$2-$3"));
}

/** The partition of a day that `findClickPartitionDays` has told. */
export function toPartitionName(day: string): string {
  return prefix + day.replaceAll("-", "");
}

/** Without the zone, Postgres would take that of its own settings. */
function toMidnight(day: string): string {
  return `${day} 00:00:00+00`;
}

async function isInDefaultPartition(tx: Db, start: string, end: string): Promise<boolean> {
  const { rows } = await sql`select from click_events_default
    where clicked_at >= ${start}::timestamptz and clicked_at < ${end}::timestamptz limit 1`.execute(tx);
  return rows.length > 0;
}
