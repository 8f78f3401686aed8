import { type Db, toWorkspaceKey } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { findBatchEnd } from "./find-batch-end.ts";

/** By then, every transaction that read the former workspace of the link has ended. */
const graceSeconds = 60;

/** Moves single clicks of links that were claimed or moved to the workspace of their link. Safe to run twice or to interrupt. */
export async function moveClicks(db: Db): Promise<void> {
  const { rows } = await sql<{ linkId: string; workspaceId: string; isSettled: boolean }>`
    select link_id as "linkId", workspace_id as "workspaceId",
      moved_clicks.created_at < now() - make_interval(secs => ${sql.lit(graceSeconds)}) as "isSettled"
    from moved_clicks join links on links.id = link_id order by moved_clicks.created_at`.execute(db);
  for (const { linkId, workspaceId, isSettled } of rows) {
    await move(db, "click_events", linkId, sql`workspace_id`, sql`${workspaceId}::uuid`);
    await move(db, "slim_clicks", linkId, sql`workspace_key`, sql`${toWorkspaceKey(workspaceId)}::int`);
    if (isSettled) await db.deleteFrom("moved_clicks").where("link_id", "=", linkId).execute();
  }
}

async function move(
  db: Db,
  table: "click_events" | "slim_clicks",
  linkId: string,
  column: RawBuilder<unknown>,
  value: RawBuilder<unknown>,
): Promise<void> {
  const isElsewhere = sql`link_id = ${linkId} and ${column} <> ${value}`;
  for (;;) {
    const end = await findBatchEnd(db, table, isElsewhere);
    if (end === undefined) return;
    await sql`update ${sql.table(table)} set ${column} = ${value} where ${isElsewhere} and clicked_at <= ${end}::timestamptz`.execute(
      db,
    );
  }
}
