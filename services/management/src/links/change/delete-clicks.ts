import { type Db, tablesOfCounts, takeFromWorkspaces } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

const [totals, ...others] = tablesOfCounts;

/** Callers must hold the links' locks. The number of these rows depends on days, not on clicks. */
export async function deleteAggregates(tx: Db, linkIds: readonly string[]): Promise<void> {
  // First, as in ingest: it waits for the transactions that write clicks of the links.
  await tx.deleteFrom(totals).where("link_id", "in", linkIds).execute();
  await takeFromWorkspaces(tx, sql`link_id = any(${linkIds}::uuid[])`);
  for (const table of others) await tx.deleteFrom(table).where("link_id", "in", linkIds).execute();
}

/** Leaves single clicks to the worker, as there may be millions of them. */
export async function scheduleClickDeletion(
  tx: Db,
  linkIds: readonly string[],
  before: RawBuilder<unknown>,
): Promise<void> {
  await sql`insert into forgotten_clicks (link_id, before) select id, ${before} from unnest(${linkIds}::uuid[]) as id
    on conflict do nothing`.execute(tx);
}
