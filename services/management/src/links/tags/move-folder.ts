import { sql } from "kysely";
import type { Caller } from "../../access/index.ts";
import { applyChanges } from "../change/apply-changes.ts";
import { insertVersion } from "../change/insert-version.ts";
import type { LinkChanges } from "../change/link-changes.ts";
import { getLinkRows } from "../link-store.ts";

interface FolderMove {
  workspaceId: string;
  /** In any case. */
  name: string;
  /** Null to take the links out of the folder. */
  to: string | null;
  limit: number;
}

/** Moves a batch of links, each with a version. Returns their number. */
export async function moveFolder(
  links: LinkChanges,
  actor: Caller,
  { workspaceId, name, to, limit }: FolderMove,
): Promise<number> {
  const { db } = links;
  const { rows } = await sql<{ id: string }>`
    select id from links
    where workspace_id = ${workspaceId} and lower(folder) = lower(${name}) and folder is distinct from ${to}
    order by id limit ${limit} for update`.execute(db);
  const found = rows.map(({ id }) => id);
  for (const link of await getLinkRows(db, found)) {
    const settings = applyChanges(link, { folder: to });
    await insertVersion(db, link, settings, actor);
    await links.updateSettings(link.id, settings, false);
  }
  return found.length;
}
