import { clickForms, type Db, tablesOfCounts } from "@shunt/db";
import { sql } from "kysely";
import { findBatchEnd } from "./find-batch-end.ts";
import { rebuildLink } from "./rebuild.ts";

/** By then, every transaction that ingested clicks during the deletion or reset has ended. */
export const graceSeconds = 60;

/**
 * Deletes clicks of deleted or reset links, and repairs sums that ingest updated meanwhile. Safe to run twice or to
 * interrupt.
 */
export async function forgetClicks(db: Db): Promise<void> {
  const { rows } = await sql<{ linkId: string; before: string }>`
    select link_id as "linkId", before::text as before from forgotten_clicks
    where created_at < now() - make_interval(secs => ${sql.lit(graceSeconds)})
    order by created_at`.execute(db);
  for (const { linkId, before } of rows) {
    await deleteClicks(db, linkId, before);
    await settleSums(db, linkId);
    await sql`delete from forgotten_clicks where link_id = ${linkId} and before = ${before}::timestamptz`.execute(db);
  }
}

/** @param before a time that Postgres reads */
export async function deleteClicks(db: Db, linkId: string, before: string): Promise<void> {
  const isForgotten = sql`link_id = ${linkId} and clicked_at < ${before}::timestamptz`;
  for (const { table } of clickForms) {
    for (;;) {
      const end = await findBatchEnd(db, table, isForgotten);
      if (end === undefined) break;
      await sql`delete from ${sql.table(table)} where ${isForgotten} and clicked_at <= ${end}::timestamptz`.execute(db);
    }
  }
}

async function settleSums(db: Db, linkId: string): Promise<void> {
  const link = await db.selectFrom("links").select("id").where("id", "=", linkId).executeTakeFirst();
  if (link) return rebuildLink(db, linkId);
  await deleteSumsOfMissing(db, linkId);
}

/** @param linkId of a deleted link */
export async function deleteSumsOfMissing(db: Db, linkId: string): Promise<void> {
  for (const table of tablesOfCounts) await db.deleteFrom(table).where("link_id", "=", linkId).execute();
}
