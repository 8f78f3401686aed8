import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toDay } from "../ingest/day.ts";

const dayMs = 24 * 60 * 60_000;
const daysAhead = 7;
/** Any constant will do: two workers must not make the same partition at once. */
const partitionLock = 7_482_002;

/** Makes the day partitions of `click_events` from yesterday to a week from now. Safe to run at any time, by anyone. */
export async function ensureClickPartitions(db: Db, now: number): Promise<void> {
  await db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(${sql.lit(partitionLock)})`.execute(tx);
    for (let offset = -1; offset <= daysAhead; offset++) {
      await ensurePartition(tx, new Date(now + offset * dayMs));
    }
  });
}

async function ensurePartition(tx: Db, time: Date): Promise<void> {
  const day = toDay(time);
  const name = `click_events_${day.replaceAll("-", "")}`;
  const { rows } = await sql`select to_regclass(${name}) as found where to_regclass(${name}) is not null`.execute(tx);
  // A day that began in the default partition stays there: its rows would have to be moved under a lock.
  if (rows.length > 0 || (await isInDefaultPartition(tx, day))) return;
  await sql`create table ${sql.id(name)} partition of click_events
    for values from (${sql.lit(day)}) to (${sql.lit(toDay(new Date(Date.parse(day) + dayMs)))})`.execute(tx);
}

async function isInDefaultPartition(tx: Db, day: string): Promise<boolean> {
  const { rows } = await sql`select from click_events_default
    where clicked_at >= ${day}::timestamptz and clicked_at < ${day}::timestamptz + interval '1 day' limit 1`.execute(
    tx,
  );
  return rows.length > 0;
}
