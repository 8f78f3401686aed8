import { sql } from "kysely";
import { system } from "../../access/index.ts";
import type { ChangeDeps } from "../../changes/index.ts";
import { getLinkRows } from "../link-store.ts";
import { changeLinks } from "./change-links.ts";
import type { LinkChanges } from "./link-changes.ts";

/** Small, so that other transactions do not wait long for the locks. */
const batchSize = 500;

/**
 * For a workspace that is about to be deleted: without webhook events, in several transactions. Can be repeated after a
 * failure.
 */
export async function deleteAllLinks(context: ChangeDeps, workspaceId: string): Promise<void> {
  let deleted: number;
  do ({ result: deleted } = await changeLinks(context, system, links => deleteSomeLinks(links, workspaceId)));
  while (deleted > 0);
}

/** Deletes one batch. Returns its size: 0 when no links are left. */
export async function deleteSomeLinks(links: LinkChanges, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from links where workspace_id = ${workspaceId} order by id limit ${sql.lit(batchSize)} for update`.execute(
    links.db,
  );
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await links.delete(await getLinkRows(links.db, ids), { hasEvents: false });
  return ids.length;
}
