import { clickForms, type Db, tablesOfCounts } from "@shunt/db";
import { sql } from "kysely";
import { findParts } from "./find-parts.ts";
import { openVisitors } from "./history-kinds.ts";
import { countInPostgres } from "./move-part.ts";
import { findMoves } from "./move-store.ts";

/** These stay with ClickHouse. */
const kept: readonly string[] = ["link_totals", "link_milestones"];

const tables = [
  ...clickForms.map(({ table }) => table),
  ...tablesOfCounts.filter(table => !kept.includes(table)),
  "workspace_quarters",
  "workspace_dimensions",
  "orphan_hits",
];

/**
 * Deletes the clicks and sums in Postgres that `moveHistory` has copied, and gives their space back to the file system.
 * Locks the tables, which only services without ClickHouse use.
 *
 * @throws Error if some are not copied. Nothing changes then.
 */
export async function deleteHistory(db: Db): Promise<void> {
  await db.transaction().execute(async tx => {
    await sql`lock table ${sql.join(tables.map(name => sql.table(name)))} in access exclusive mode`.execute(tx);
    await assertMoved(tx);
    await sql`truncate ${sql.join(tables.map(name => sql.table(name)))}`.execute(tx);
    await sql`update history_moves set deleted_at = now() where deleted_at is null`.execute(tx);
  });
}

async function assertMoved(tx: Db): Promise<void> {
  const [open] = await findMoves(tx, openVisitors.name);
  for (const { kind, part } of await findParts(tx, open?.part ?? "")) {
    const move = (await findMoves(tx, kind.name)).find(each => each.part === part);
    if (!move?.isDone || (await countInPostgres(tx, kind, part)).clicks > move.clicks)
      throw new Error("Postgres has clicks that are not in ClickHouse; run shunt clicks move --verify first");
  }
}
