import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** By then, every transaction that read the former workspace of the link has ended. */
const graceSeconds = 60;
/** Keeps each statement within seconds. */
const clicksAtOnce = 20_000;

/** Moves single clicks of claimed links to the workspace of their link. Safe to run twice or to interrupt. */
export async function moveClicks(db: Db): Promise<void> {
  const { rows } = await sql<{ linkId: string; workspaceId: string; isSettled: boolean }>`
    select link_id as "linkId", workspace_id as "workspaceId",
      moved_clicks.created_at < now() - make_interval(secs => ${sql.lit(graceSeconds)}) as "isSettled"
    from moved_clicks join links on links.id = link_id order by moved_clicks.created_at`.execute(db);
  for (const { linkId, workspaceId, isSettled } of rows) {
    while ((await moveSome(db, linkId, workspaceId)) > 0);
    if (isSettled) await db.deleteFrom("moved_clicks").where("link_id", "=", linkId).execute();
  }
}

async function moveSome(db: Db, linkId: string, workspaceId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update click_events set workspace_id = ${workspaceId}
    where link_id = ${linkId} and (clicked_at, id) in (
      select clicked_at, id from click_events
      where link_id = ${linkId} and workspace_id <> ${workspaceId} limit ${sql.lit(clicksAtOnce)}
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}
