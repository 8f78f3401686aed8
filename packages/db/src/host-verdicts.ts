import { type RawBuilder, sql } from "kysely";
import type { Db } from "./create-db.ts";

/**
 * Advisory lock with an arbitrary number. Blocking a host takes it exclusively, and so waits for transactions that have
 * checked destinations.
 */
export const hostVerdictLock = 7_482_003;

/**
 * Prevents hosts from being blocked until the transaction ends, so checks of destinations stay valid. Call it before
 * any row lock, to avoid deadlocks.
 */
export async function lockHostVerdictsShared(tx: Db): Promise<void> {
  await sql`select ${refuseBlockedHosts([])}`.execute(tx);
}

/**
 * Waits for transactions that have checked destinations, and blocks new checks until the transaction ends. Call it
 * before any row lock.
 */
export async function lockHostVerdicts(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(hostVerdictLock)})`.execute(tx);
}

/**
 * Like `lockHostVerdictsShared`, as an expression that also fails with `isHostBlockedError` if one of the hosts is
 * blocked.
 */
export function refuseBlockedHosts(names: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`refuse_blocked_hosts(${names}::text[])`;
}

/** Whether `refuseBlockedHosts` raised the error. */
export function isHostBlockedError(err: unknown): boolean {
  return (err as { code?: unknown }).code === "SH451";
}
