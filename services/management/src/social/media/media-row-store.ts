import type { Db } from "@shunt/db";
import { sql } from "kysely";

export interface MediaRow {
  id: string;
  media_type: string;
  bytes: number;
  width: number;
  height: number;
}

const columns = ["id", "media_type", "bytes", "width", "height"] as const;

export type FindMedia = (id: string) => Promise<MediaRow | undefined>;

/** In the order of the ids. */
export async function findMediaByIds(db: Db, ids: readonly string[]): Promise<(MediaRow | undefined)[]> {
  const rows = await db
    .selectFrom("social.media")
    .select(columns)
    .where("id", "in", [...new Set(ids)])
    .execute();
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.map(id => byId.get(id.toLowerCase()));
}

/** Locks the account and returns the total bytes of its pictures. */
export async function lockAndSumMedia(tx: Db, ownerId: string): Promise<number> {
  await sql`select from users where id = ${ownerId} for no key update`.execute(tx);
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(bytes), 0)::bigint as bytes from social.media where owner_id = ${ownerId}`.execute(tx);
  return rows[0]?.bytes ?? 0;
}

export async function insertMedia(tx: Db, ownerId: string, row: MediaRow): Promise<void> {
  await tx
    .insertInto("social.media")
    .values({ ...row, owner_id: ownerId })
    .execute();
}

/** A trigger schedules the deletion of the bytes; posts lose the picture. @param ownerId undefined for any owner */
export async function deleteMediaRow(tx: Db, id: string, ownerId: string | undefined): Promise<boolean> {
  const deleted = await tx
    .deleteFrom("social.media")
    .where("id", "=", id)
    .$if(ownerId !== undefined, query => query.where("owner_id", "=", String(ownerId)))
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

export async function insertRemoval(db: Db, id: string, afterMs: number): Promise<void> {
  await sql`
    insert into social.media_removals (media_id, due_at)
    values (${id}, now() + ${afterMs} * interval '1 millisecond')`.execute(db);
}

/**
 * Cancels a scheduled deletion. Returns false if the bytes were already deleted; a deletion in progress holds the row.
 */
export async function deleteRemoval(tx: Db, id: string): Promise<boolean> {
  const deleted = await tx.deleteFrom("social.media_removals").where("media_id", "=", id).executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/**
 * Locks a picture whose bytes are due for deletion. Returns undefined if none is left or other processes hold the rest.
 */
export async function lockDueRemoval(tx: Db): Promise<string | undefined> {
  const due = await tx
    .selectFrom("social.media_removals")
    .select("media_id")
    .where("due_at", "<=", sql<Date>`now()`)
    .orderBy("due_at")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return due?.media_id;
}

export async function postponeRemoval(tx: Db, id: string, byMs: number): Promise<void> {
  await sql`
    update social.media_removals set due_at = now() + ${byMs} * interval '1 millisecond'
    where media_id = ${id}`.execute(tx);
}
