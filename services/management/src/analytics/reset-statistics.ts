import type { LinkRef } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { deleteAggregates, lockOwnLink, scheduleClickDeletion } from "../links/index.ts";
import type { AnalyticsDeps } from "./deps.ts";
import { getReadableLink } from "./query/get-readable-link.ts";

/**
 * Deletes the sums of a link and the number of its clicks before an import, and hides its single clicks at once; the worker deletes those later.
 *
 * @throws Problem "domain-not-found" or "link-not-found", also for a link in another workspace; "forbidden" if the role
 * or the domains of the API key do not allow it
 */
export async function resetStatistics(
  context: AnalyticsDeps,
  actor: Caller,
  ref: LinkRef,
  domain?: string,
): Promise<void> {
  const { id, code } = await getReadableLink(context, actor, ref, domain);
  await context.db.transaction().execute(async tx => {
    const link = await lockOwnLink(tx, actor, id, "delete", "analytics");
    const clicks = await countClicks(tx, link.id);
    await tx
      .updateTable("links")
      .set({ clicks_since: sql`now()`, former_clicks: null })
      .where("id", "=", link.id)
      .execute();
    await lockTotals(tx, link.id);
    await deleteAggregates(tx, [link.id]);
    await scheduleClickDeletion(tx, [link.id], sql`now()`);
    await writeAudit(tx, { actor, action: "link.numbers-reset", subjectId: link.id, details: { code, clicks } });
  });
}

async function countClicks(tx: Db, linkId: string): Promise<number> {
  const row = await tx.selectFrom("link_totals").select("clicks").where("link_id", "=", linkId).executeTakeFirst();
  return row?.clicks ?? 0;
}

/** Waits for a transaction that writes the first clicks of the link, whose row of totals a DELETE would not see. */
async function lockTotals(tx: Db, linkId: string): Promise<void> {
  await sql`insert into link_totals (link_id, clicks, human_clicks, last_clicked_at) values (${linkId}, 0, 0, now())
    on conflict (link_id) do update set clicks = 0`.execute(tx);
}
