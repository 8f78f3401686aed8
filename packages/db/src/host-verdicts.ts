import { type RawBuilder, sql } from "kysely";
import type { Db } from "./create-db.ts";

/** Any constant will do: whoever blocks a host waits for all who have judged destinations and not yet committed. */
export const hostVerdictLock = 7_482_003;

/**
 * Nobody blocks a host until the transaction ends, so that what it judges from here on is true when it commits. To be called first:
 * whoever holds it waits for no one who wants it, only while nobody takes it after the lock of a row.
 */
export async function lockHostVerdictsShared(tx: Db): Promise<void> {
  await sql`select ${refuseBlockedHosts([])}`.execute(tx);
}

/** Lets nobody judge a destination until the transaction ends, and waits for those who have. To be called first. */
export async function lockHostVerdicts(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(hostVerdictLock)})`.execute(tx);
}

/** An expression that does as `lockHostVerdictsShared`, and fails so that `isHostBlockedError` where one of the names is blocked. */
export function refuseBlockedHosts(names: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`refuse_blocked_hosts(${names}::text[])`;
}

/** Whether an error is that of `refuseBlockedHosts`. */
export function isHostBlockedError(err: unknown): boolean {
  return (err as { code?: unknown }).code === "SH451";
}
