import { clickForms, type Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { sql } from "kysely";
import { toDay } from "../ingest/aggregate/day.ts";

const dayMs = 24 * 60 * 60_000;
const daysAhead = 7;
/** Advisory lock, so that two workers do not create the same partition. The number is arbitrary. */
const partitionLock = 7_482_002;

const clickTables = clickForms.map(({ table }) => table);
type ClickTable = (typeof clickTables)[number];

/** Creates partitions from yesterday to a week ahead. Days that cannot get one are logged and skipped. */
export async function ensureClickPartitions(db: Db, now: number, log: Logger): Promise<void> {
  await db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(${sql.lit(partitionLock)})`.execute(tx);
    for (let offset = -1; offset <= daysAhead; offset++) {
      await ensureClickPartition(tx, toDay(now + offset * dayMs), log);
    }
  });
}

/**
 * Creates the partition of a day in each table of clicks.
 *
 * @param day UTC, `YYYY-MM-DD`
 */
export async function ensureClickPartition(tx: Db, day: string, log: Pick<Logger, "warn">): Promise<void> {
  for (const table of clickTables) await ensurePartition(tx, table, day, log);
}

async function ensurePartition(tx: Db, table: ClickTable, day: string, log: Pick<Logger, "warn">): Promise<void> {
  const name = toPartitionName(table, day);
  const { rows } = await sql`select to_regclass(${name}) as found where to_regclass(${name}) is not null`.execute(tx);
  if (rows.length > 0) return;
  const [start, end] = [toMidnight(day), toMidnight(toDay(Date.parse(day) + dayMs))];
  // Moving the day's rows out of the default partition would need a lock on it.
  if (await isInDefaultPartition(tx, table, start, end))
    return log.warn({ table, day }, "day stays in the default partition");
  await sql`create table ${sql.id(name)} partition of ${sql.table(table)}
    for values from (${sql.lit(start)}) to (${sql.lit(end)})`.execute(tx);
}

/** Lists the UTC days with a partition in any table of clicks, earliest first. */
export async function findClickPartitionDays(db: Db): Promise<string[]> {
  const { rows } = await sql<{ digits: string }>`
    select distinct right(child.relname, 8) as digits
    from pg_inherits
    join pg_class as child on child.oid = pg_inherits.inhrelid
    where inhparent = any(${clickTables}::regclass[]) and child.relname ~ '_\\d{8}$'
    order by 1`.execute(db);
  return rows.map(({ digits }) => digits.replace(/(....)(..)(..)/, "$1-$2-$3"));
}

/** Returns the names of a day's partitions; not every one may exist. */
export function toPartitionNames(day: string): string[] {
  return clickTables.map(table => toPartitionName(table, day));
}

/** For example `click_events_20261120`. */
function toPartitionName(table: ClickTable, day: string): string {
  return `${table}_${day.replaceAll("-", "")}`;
}

/** Without an offset, Postgres would apply its own time zone setting. */
function toMidnight(day: string): string {
  return `${day} 00:00:00+00`;
}

async function isInDefaultPartition(tx: Db, table: ClickTable, start: string, end: string): Promise<boolean> {
  const { rows } = await sql`select from ${sql.id(`${table}_default`)}
    where clicked_at >= ${start}::timestamptz and clicked_at < ${end}::timestamptz limit 1`.execute(tx);
  return rows.length > 0;
}
