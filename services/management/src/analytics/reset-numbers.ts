import { Problem } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { writeAudit } from "../audit/write-audit.ts";
import type { Actor, Context } from "../context.ts";
import { deleteAggregates, forgetClicks } from "../links/forget-clicks.ts";
import { getLinkByCode } from "../links/get-link-by-code.ts";
import { lockLink } from "../links/link-store.ts";
import { mayReadNumbers } from "./scope-store.ts";

/**
 * Begins to count a link anew. Its sums are gone at once and its single clicks are not shown any more; the worker deletes
 * those in its own time. The log of the workspace tells who did it.
 *
 * @throws Problem "domain-not-found" or "link-not-found", also where it is another's.
 */
export async function resetNumbers({ db }: Context, actor: Actor, code: string, host?: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const found = await getLinkByCode(tx, code, host, actor);
    if (!(await mayReadNumbers(tx, actor, found.id))) throw new Problem("link-not-found");
    const link = await lockLink(tx, found.id);
    if (!link) throw new Problem("link-not-found");
    const clicks = await countClicks(tx, link.id);
    await tx.updateTable("links").set({ clicks_since: sql`now()` }).where("id", "=", link.id).execute();
    await deleteAggregates(tx, [link.id]);
    await forgetClicks(tx, [link.id], sql`now()`);
    await writeAudit(tx, { actor, action: "link.numbers-reset", subjectId: link.id, details: { code, clicks } });
  });
}

async function countClicks(tx: Db, linkId: string): Promise<number> {
  const row = await tx.selectFrom("link_totals").select("clicks").where("link_id", "=", linkId).executeTakeFirst();
  return row?.clicks ?? 0;
}
