import type { Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { sql } from "kysely";
import { toDay } from "../ingest/aggregate/day.ts";
import { findClickPartitionDays, toPartitionName } from "./click-partitions.ts";

const dayMs = 24 * 60 * 60_000;
/** Dropping a partition locks out all readers and writers. If it stays locked this long, the next run retries. */
const lockTimeout = "2s";

/**
 * Drops days of `click_events` that ended more than `days` days ago, and deletes rows of that age from the default
 * partition. Aggregates stay.
 */
export async function dropOldClicks(db: Db, days: number, now: number, log: Logger): Promise<void> {
  const oldest = toDay(now - days * dayMs);
  for (const day of (await findClickPartitionDays(db)).filter(day => day < oldest)) {
    const name = toPartitionName(day);
    await db.transaction().execute(async tx => {
      await sql`set local lock_timeout = ${sql.lit(lockTimeout)}`.execute(tx);
      await sql`drop table if exists ${sql.id(name)}`.execute(tx);
    });
    log.info({ partition: name }, "dropped clicks past their retention");
  }
  await sql`delete from click_events_default where clicked_at < ${`${oldest} 00:00:00+00`}::timestamptz`.execute(db);
}
