import { sql } from "kysely";
import { system } from "../../access/index.ts";
import type { LinksDeps } from "../deps.ts";
import { getLinkRows } from "../link-store.ts";
import { changeLinks } from "./change-links.ts";
import type { LinkChanges } from "./link-changes.ts";

/** Few enough that other transactions do not wait long. */
const linksAtOnce = 500;

/**
 * Deletes all links of a workspace that is to be deleted itself, so without webhook events. Takes several transactions; after a failure,
 * run it again.
 */
export async function deleteAllLinks(context: LinksDeps, workspaceId: string): Promise<void> {
  let deleted: number;
  do ({ result: deleted } = await changeLinks(context, system, links => deleteSomeLinks(links, workspaceId)));
  while (deleted > 0);
}

/** Deletes some links of a workspace, and returns their number: 0 once none are left. */
export async function deleteSomeLinks(links: LinkChanges, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from links where workspace_id = ${workspaceId} order by id limit ${sql.lit(linksAtOnce)} for update`.execute(
    links.db,
  );
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  await links.delete(await getLinkRows(links.db, ids), { hasEvents: false });
  return ids.length;
}
