import type { Db } from "@shunt/db";
import { sql } from "kysely";

/**
 * Bounds of what a frozen worker holds up, from the silence after which it counts as gone. Within a transaction it keeps its locks
 * for `frozenMs`, far longer than a chunk of rows takes to be made; another worker waits for them for `lockTimeoutMs`.
 */
export function boundFrozenWriters(silenceMs: number): { frozenMs: number; lockTimeoutMs: number } {
  return { frozenMs: Math.floor((silenceMs * 2) / 3), lockTimeoutMs: Math.floor((silenceMs * 4) / 5) };
}

/** Whether Postgres has given up waiting for somebody's lock: SQLSTATE lock_not_available. */
export function isLocked(err: unknown): boolean {
  return (err as { code?: unknown } | undefined)?.code === "55P03";
}

/**
 * Ends the connections of workers that are frozen in the middle of a COPY, with the locks that they hold. Postgres waits for
 * the client's next row then, and no timeout of its own ends that.
 */
export async function cutOffFrozen(db: Db, frozenMs: number): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = current_user
      and application_name = current_setting('application_name')
      and state = 'active' and wait_event_type = 'Client' and wait_event = 'ClientRead' and query ilike 'copy %'
      and query_start < clock_timestamp() - make_interval(secs => ${sql.lit(frozenMs / 1_000)})`.execute(db);
}
