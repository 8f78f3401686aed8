import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Advisory lock, so that two processes do not count the same day. The number is arbitrary. */
const foldLock = 7_482_005;

/** By then, batches with visitors of a day whose key was destroyed are ingested (ms). */
export const foldGraceMs = 6 * 60 * 60_000;

/** Runs `work` unless another process does; returns undefined then. */
export async function withFoldLock<T>(db: Db, work: () => Promise<T>): Promise<T | undefined> {
  return db.transaction().execute(async tx => {
    // The transaction only holds the lock, for as long as ClickHouse needs.
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
    const { rows } = await sql<{ isOurs: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(foldLock)}) as "isOurs"`.execute(tx);
    return rows[0]?.isOurs ? work() : undefined;
  });
}
