import { sql } from "kysely";
import type { Db } from "./create-db.ts";
import { assertMigrated } from "./migrate.ts";

/**
 * Services need a schema that they know, in a Postgres that accepts writes: after a failover, an address may still lead to
 * a replica.
 *
 * @throws Error with what is missing
 */
export async function assertUsable(db: Db): Promise<void> {
  const reason = await findReadOnlyReason(db);
  if (reason) throw new Error(`Postgres accepts no writes: ${reason}`);
  await assertMigrated(db);
}

/** Why Postgres accepts no writes; undefined if it does. */
export async function findReadOnlyReason(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ isReplica: boolean; isReadOnly: boolean }>`
    select pg_is_in_recovery() as "isReplica", current_setting('transaction_read_only') = 'on' as "isReadOnly"`.execute(
    db,
  );
  if (rows[0]?.isReplica) return "it is a replica";
  return rows[0]?.isReadOnly ? "default_transaction_read_only is on" : undefined;
}
