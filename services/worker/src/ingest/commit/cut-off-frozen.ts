import type { Db } from "@shunt/db";
import { sql } from "kysely";

/**
 * How long a frozen worker keeps its locks inside a transaction (`frozenMs`, far longer than a chunk of rows takes),
 * and how long others wait for them (`lockTimeoutMs`).
 */
export function boundFrozenWriters(silenceMs: number): { frozenMs: number; lockTimeoutMs: number } {
  return { frozenMs: Math.floor((silenceMs * 2) / 3), lockTimeoutMs: Math.floor((silenceMs * 4) / 5) };
}

/** Whether a lock timed out: SQLSTATE lock_not_available. */
export function isLocked(err: unknown): boolean {
  return (err as { code?: unknown } | undefined)?.code === "55P03";
}

/**
 * Terminates connections of workers that froze during a COPY, which releases their locks. Otherwise Postgres waits for
 * the client's next row without any timeout.
 */
export async function cutOffFrozen(db: Db, frozenMs: number): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = current_user
      and application_name = current_setting('application_name')
      and state = 'active' and wait_event_type = 'Client' and wait_event = 'ClientRead' and query ilike 'copy %'
      and query_start < clock_timestamp() - make_interval(secs => ${sql.lit(frozenMs / 1_000)})`.execute(db);
}
