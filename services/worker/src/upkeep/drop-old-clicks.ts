import { type ClickPart, clickForms, clickParts, type Db } from "@shunt/db";
import type { Logger } from "@shunt/runtime";
import { sql } from "kysely";
import { toDay } from "../ingest/aggregate/day.ts";
import { findClickPartitionDays, toPartitionNames } from "./click-partitions.ts";

const dayMs = 24 * 60 * 60_000;
/** Dropping a partition locks out all readers and writers. If it stays locked this long, the next run retries. */
const lockTimeout = "2s";
/** How much later than its last use a click may refer to a part: clocks differ, and a transaction may cross midnight. */
const spareDays = 3;

/**
 * Drops days of clicks that ended more than `days` days ago, deletes clicks of that age from the default partitions, and
 * then what only those referred to. Aggregates stay.
 */
export async function dropOldClicks(db: Db, days: number, now: number, log: Logger): Promise<void> {
  const oldest = toDay(now - days * dayMs);
  const past = (await findClickPartitionDays(db)).filter(day => day < oldest);
  for (const name of past.flatMap(toPartitionNames)) {
    await db.transaction().execute(async tx => {
      await sql`set local lock_timeout = ${sql.lit(lockTimeout)}`.execute(tx);
      await sql`drop table if exists ${sql.id(name)}`.execute(tx);
    });
    log.info({ partition: name }, "dropped clicks past their retention");
  }
  for (const { table } of clickForms)
    await sql`delete from ${sql.id(`${table}_default`)} where clicked_at < ${`${oldest} 00:00:00+00`}::timestamptz`.execute(
      db,
    );
  // Once a day, as it reads the whole tables.
  if (past.length > 0) await deleteUnused(db, oldest);
}

async function deleteUnused(db: Db, oldest: string): Promise<void> {
  await sql`delete from link_destinations where used_on < ${oldest}::date`.execute(db);
  for (const part of Object.keys(clickParts) as ClickPart[])
    await sql`delete from ${sql.table(clickParts[part].table)} where used_on < ${oldest}::date - ${sql.lit(spareDays)}`.execute(
      db,
    );
}
