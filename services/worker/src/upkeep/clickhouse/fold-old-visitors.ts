import { type ClickHouse, foldVisitors } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toOldestKeyDay } from "../../ingest/visitors/visitor-keys.ts";

/** Advisory lock, so that two workers do not count the same day. The number is arbitrary. */
const foldLock = 7_482_004;
/** By then, batches with visitors of a day whose key was destroyed are ingested. */
const graceMs = 6 * 60 * 60_000;

/** Counts the visitors of days that can get no further ones. */
export async function foldOldVisitors(db: Db, clickHouse: ClickHouse, now: number): Promise<void> {
  await db.transaction().execute(async tx => {
    // The transaction only holds the lock, for as long as ClickHouse needs.
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
    const { rows } = await sql<{ isOurs: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(foldLock)}) as "isOurs"`.execute(tx);
    if (rows[0]?.isOurs) await foldVisitors(clickHouse, toOldestKeyDay(now - graceMs));
  });
}
