import { type LinkSettings, type SettingColumns, storedSettings } from "@shunt/contracts/links";
import { type Db, takeFromWorkspaces, type UnsafeMark } from "@shunt/db";
import { sql } from "kysely";
import { nextVersionSql } from "../../changes/index.ts";
import { deleteAggregates, scheduleClickDeletion } from "./delete-clicks.ts";

// Only for `LinkChanges`, which adds events, search texts and cache updates.

/** Findings on the reputation of former destinations do not count for a new one. */
export async function writeLinkSettings(
  tx: Db,
  id: string,
  settings: LinkSettings,
  hasNewTarget: boolean,
): Promise<void> {
  await tx
    .updateTable("links")
    .set({ ...toSettingColumns(settings), ...newVersion, ...(hasNewTarget && withoutClearance) })
    .where("id", "=", id)
    .execute();
  if (hasNewTarget) await tx.deleteFrom("link_listings").where("link_id", "=", id).execute();
}

function toSettingColumns(settings: LinkSettings): SettingColumns {
  return Object.fromEntries(storedSettings.map(({ column, name }) => [column, settings[name]])) as SettingColumns;
}

/** The workspace that has a link, and the account in it that gets its notices. */
export interface LinkOwner {
  workspaceId: string;
  userId: string;
}

/** Gives links to a workspace and an owner. The worker moves their single clicks. Callers must hold the links' locks. */
export async function moveLinkRows(tx: Db, ids: readonly string[], { workspaceId, userId }: LinkOwner): Promise<void> {
  if (ids.length === 0) return;
  await takeFromWorkspaces(tx, sql`link_id = any(${ids}::uuid[])`);
  await tx
    .updateTable("links")
    .set({ workspace_id: workspaceId, owner_id: userId, ...newVersion })
    .where("id", "in", ids)
    .execute();
  // Again also for links that moved a moment ago: clicks on their way may carry each of their former workspaces.
  await sql`
    insert into moved_clicks (link_id) select * from unnest(${ids}::uuid[])
    on conflict (link_id) do update set created_at = excluded.created_at`.execute(tx);
}

export async function raiseVersions(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable("links").set(newVersion).where("id", "in", ids).execute();
}

/** Callers must hold the links' locks. */
export async function deleteLinkRows(tx: Db, ids: readonly string[]): Promise<void> {
  // First, as it needs the workspaces of the links.
  await deleteAggregates(tx, ids);
  await tx.deleteFrom("links").where("id", "in", ids).execute();
  await scheduleClickDeletion(tx, ids, sql`'infinity'::timestamptz`);
}

const withoutClearance = { unsafe_mark: sql<UnsafeMark | null>`nullif(unsafe_mark, 'cleared')` };
const newVersion = { version: nextVersionSql, updated_at: sql<Date>`now()` };
