import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Deletes the sums of links: rows by the day, whatever the number of clicks. */
export async function deleteAggregates(tx: Db, linkIds: readonly string[]): Promise<void> {
  const tables = [
    "link_totals",
    "link_daily",
    "link_quarter_hourly",
    "link_daily_dimension",
    "daily_visitors",
    // Whoever begins anew reaches them anew.
    "link_milestones",
  ] as const;
  for (const table of tables) await tx.deleteFrom(table).where("link_id", "in", linkIds).execute();
}

/** Leaves it to the worker to delete links' single clicks before a moment: there may be millions of them. */
export async function forgetClicks(tx: Db, linkIds: readonly string[], before: RawBuilder<unknown>): Promise<void> {
  await sql`insert into forgotten_clicks (link_id, before) select id, ${before} from unnest(${linkIds}::uuid[]) as id
    on conflict do nothing`.execute(tx);
}
