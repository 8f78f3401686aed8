import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { type Announcement, announceChanges, insertOutboxRows, toFarewells } from "./cache-outbox.ts";
import { deleteLinkRows, getLinkRows } from "./link-store.ts";

/** So many that others wait for none of them for long. */
const linksAtOnce = 500;

/**
 * Deletes all links of a workspace, as it is to go itself: nobody is told but the caches. Some transactions' worth of them: what
 * fails on the way is done by doing it once more.
 */
export async function deleteAllLinks(context: Context, workspaceId: string): Promise<void> {
  let farewells: LinkFarewells;
  do {
    farewells = await context.db.transaction().execute(tx => deleteSomeLinks(tx, workspaceId));
    await announceFarewells(context, farewells);
  } while (farewells.links > 0);
}

/** What the caches are to be told, after the commit. */
export interface LinkFarewells {
  links: number;
  announcements: readonly Announcement[];
  outbox: readonly number[];
}

/** Some links of a workspace, within the transaction of something greater. None are left once it says that there were none. */
export async function deleteSomeLinks(tx: Db, workspaceId: string): Promise<LinkFarewells> {
  const { rows } = await sql<{ id: string }>`
    select id from links where workspace_id = ${workspaceId} order by id limit ${sql.lit(linksAtOnce)} for update`.execute(
    tx,
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { links: 0, announcements: [], outbox: [] };
  const links = await getLinkRows(tx, ids);
  const version = await deleteLinkRows(tx, ids);
  const announcements = links.flatMap(link => toFarewells(link, version));
  return { links: ids.length, announcements, outbox: await insertOutboxRows(tx, announcements) };
}

export async function announceFarewells(context: Context, { outbox, announcements }: LinkFarewells): Promise<void> {
  await announceChanges(context, outbox, announcements);
}
