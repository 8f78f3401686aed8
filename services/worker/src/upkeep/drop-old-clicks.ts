import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { sql } from "kysely";
import { toDay } from "../ingest/day.ts";

const dayMs = 24 * 60 * 60_000;
/** Dropping a partition keeps everybody else out for a moment; who holds it for longer is waited for next time. */
const lockTimeout = "2s";

/**
 * Drops the days of `click_events` that ended more than `days` days ago, and deletes what is as old from the default
 * partition. Aggregates stay.
 */
export async function dropOldClicks(db: Db, days: number, now: number, log: Logger): Promise<void> {
  const oldest = toDay(now - days * dayMs);
  for (const name of await findPartitionsBefore(db, oldest)) {
    await db.transaction().execute(async tx => {
      await sql`set local lock_timeout = ${sql.lit(lockTimeout)}`.execute(tx);
      await sql`drop table if exists ${sql.id(name)}`.execute(tx);
    });
    log.info({ partition: name }, "dropped clicks beyond their retention");
  }
  await sql`delete from click_events_default where clicked_at < ${`${oldest} 00:00:00+00`}::timestamptz`.execute(db);
}

/** Partitions are named by their day, such as `click_events_20261120`. */
async function findPartitionsBefore(db: Db, day: string): Promise<string[]> {
  const first = `click_events_${day.replaceAll("-", "")}`;
  const { rows } = await sql<{ name: string }>`
    select child.relname as name
    from pg_inherits
    join pg_class as child on child.oid = pg_inherits.inhrelid
    where inhparent = 'click_events'::regclass and child.relname ~ '^click_events_\\d{8}$' and child.relname < ${first}
    order by child.relname`.execute(db);
  return rows.map(({ name }) => name);
}
