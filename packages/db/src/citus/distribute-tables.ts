import { sql } from "kysely";
import type { Db } from "../create-db.ts";
import { migrationLock } from "../migration-lock.ts";
import { tablesByLink } from "../well-known.ts";
import { findDistribution } from "./find-distribution.ts";

/** The others get its shards, so that all rows of a link are on one node. */
const [firstTable] = tablesByLink;

/**
 * Spreads those tables of clicks that are still on this server only over the nodes of Citus, and copies the tables that
 * clicks refer to, in one transaction. Moves their rows; writers wait meanwhile. Safe to run twice, and by several processes at once. Returns the names of the
 * tables.
 *
 * @param shards number of parts of each table; ignored if a table has some already
 */
export async function distributeTables(db: Db, shards: number): Promise<string[]> {
  return db.transaction().execute(async tx => {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx);
    const found = await findDistribution(tx);
    const local = found?.tables.filter(table => table.shards === null).map(({ name }) => name) ?? [];
    const uncopied = found?.uncopied ?? [];
    const moved = [...uncopied, ...local];
    if (moved.length === 0) return [];
    // Ingest locks the tables in this order, too.
    await sql`lock table ${sql.join(moved.map(sql.table))} in share row exclusive mode`.execute(tx);
    await sql`set local citus.multi_shard_modify_mode = 'sequential'`.execute(tx);
    for (const name of uncopied) await sql`select create_reference_table(${name})`.execute(tx);
    for (const name of local) await distribute(tx, name, shards);
    for (const name of moved) await deleteLocalRows(tx, name);
    return local;
  });
}

/** Distributes tables that a migration has added since the others were distributed. */
export async function distributeNewTables(db: Db): Promise<string[]> {
  const found = await findDistribution(db);
  const first = found?.tables.find(({ name }) => name === firstTable);
  const isComplete = found?.uncopied.length === 0 && found.tables.every(({ shards }) => shards !== null);
  if (!first?.shards || isComplete) return [];
  return distributeTables(db, first.shards);
}

async function distribute(tx: Db, name: string, shards: number): Promise<void> {
  if (name === firstTable)
    await sql`select create_distributed_table(${name}, 'link_id', shard_count => ${shards}::int, colocate_with => 'none')`.execute(
      tx,
    );
  else await sql`select create_distributed_table(${name}, 'link_id', colocate_with => ${firstTable})`.execute(tx);
}

/** Citus leaves the moved rows where they were. They are invisible and take space. */
async function deleteLocalRows(tx: Db, name: string): Promise<void> {
  await sql`
    select truncate_local_data_after_distributing_table(relid) from pg_partition_tree(${name}::regclass) where isleaf`.execute(
    tx,
  );
}
