import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** By then, every transaction that read the former workspace of the link has ended. */
const graceSeconds = 60;
/** Keeps each statement within seconds. */
const clicksAtOnce = 20_000;

/** Moves single clicks of claimed links to the workspace of their link. Safe to run twice or to interrupt. */
export async function moveClicks(db: Db): Promise<void> {
  const { rows } = await sql<{ linkId: string; isSettled: boolean }>`
    select link_id as "linkId", created_at < now() - make_interval(secs => ${sql.lit(graceSeconds)}) as "isSettled"
    from moved_clicks order by created_at`.execute(db);
  for (const { linkId, isSettled } of rows) {
    while ((await moveSome(db, linkId)) > 0);
    if (isSettled) await db.deleteFrom("moved_clicks").where("link_id", "=", linkId).execute();
  }
}

async function moveSome(db: Db, linkId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update click_events as moved set workspace_id = links.workspace_id
    from links, (
      select e.clicked_at, e.id from click_events as e join links as home on home.id = e.link_id
      where e.link_id = ${linkId} and e.workspace_id <> home.workspace_id limit ${sql.lit(clicksAtOnce)}
    ) as found
    where links.id = ${linkId} and moved.link_id = ${linkId}
      and moved.clicked_at = found.clicked_at and moved.id = found.id`.execute(db);
  return Number(numAffectedRows ?? 0);
}
