import { type Db, tablesOfCounts } from "@shunt/db";
import { sql } from "kysely";
import { rebuildLink } from "./rebuild.ts";

/** By then, every transaction that ingested clicks during the deletion or reset has ended. */
export const graceSeconds = 60;
/** Keeps each statement within seconds. */
const clicksAtOnce = 20_000;

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
  let deleted: number;
  do {
    deleted = await deleteSome(db, linkId, before);
  } while (deleted > 0);
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

async function deleteSome(db: Db, linkId: string, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from click_events where (link_id, clicked_at, id) in (
      select link_id, clicked_at, id from click_events
      where link_id = ${linkId} and clicked_at < ${before}::timestamptz limit ${sql.lit(clicksAtOnce)}
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}
