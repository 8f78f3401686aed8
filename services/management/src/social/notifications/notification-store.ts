import type { NotificationKind } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { isBlockedBetween } from "../people/block-store.ts";

export interface NotificationRecord {
  id: string;
  kind: NotificationKind;
  actorId: string | null;
  /** Of this moment, whatever the actor was called when it happened. */
  actorName: string | null;
  postId: string | null;
  linkId: string | null;
  clicks: number | null;
  createdAt: Date;
  readAt: Date | null;
}

/**
 * Moves one from the outbox to those of its reader; returns whose that is. Undefined when another has delivered it, or when the
 * reader and the actor do not see each other any more: then it is gone.
 *
 * @throws Error, SQLSTATE 23503, when what it tells of is no more
 */
export async function moveFromOutbox(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ userId: string }>`
    with taken as (delete from social.notification_outbox where id = ${id} returning *)
    insert into social.notifications (id, user_id, kind, actor_id, post_id, link_id, clicks, created_at)
    select id, user_id, kind, actor_id, post_id, link_id, clicks, created_at from taken
    where not ${isBlockedBetween(sql`user_id`, sql`actor_id`)}
    returning user_id as "userId"`.execute(db);
  return rows[0]?.userId;
}

export async function deleteFromOutbox(db: Db, id: string): Promise<void> {
  await db.deleteFrom("social.notification_outbox").where("id", "=", id).execute();
}

/** What nobody has delivered within some seconds, the oldest first. */
export async function findOverdueInOutbox(db: Db, graceSeconds: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("social.notification_outbox")
    .select("id")
    .where("created_at", "<", sql<Date>`now() - make_interval(secs => ${graceSeconds})`)
    .orderBy("created_at")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function countNotificationOutbox(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom("social.notification_outbox")
    .select(eb => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Somebody's notifications, the newest first; none of people whom they do not see. */
export async function findNotifications(
  db: Db,
  userId: string,
  which: { isUnread: boolean; after: string | undefined; limit: number },
): Promise<NotificationRecord[]> {
  const { rows } = await sql<NotificationRecord>`
    ${selectNotifications}
    where user_id = ${userId} and ${isSeen}
      and (${which.after ?? null}::uuid is null or told.id < ${which.after ?? null}::uuid)
      and (not ${which.isUnread} or read_at is null)
    order by told.id desc limit ${which.limit}`.execute(db);
  return rows;
}

/** One of somebody's. */
export async function findNotification(db: Db, userId: string, id: string): Promise<NotificationRecord | undefined> {
  const { rows } = await sql<NotificationRecord>`
    ${selectNotifications} where told.id = ${id} and user_id = ${userId} and ${isSeen}`.execute(db);
  return rows[0];
}

export async function countUnread(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from social.notifications as told
    where user_id = ${userId} and read_at is null and ${isSeen}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Marks one of somebody's, if it is there. Read for the second time, it stays read since the first. */
export async function setRead(db: Db, userId: string, id: string, isRead: boolean): Promise<void> {
  await db
    .updateTable("social.notifications")
    .set({ read_at: isRead ? sql<Date>`coalesce(read_at, now())` : null })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .execute();
}

/** Returns how many were not read. */
export async function setAllRead(db: Db, userId: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("social.notifications")
    .set({ read_at: sql<Date>`now()` })
    .where("user_id", "=", userId)
    .where("read_at", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const selectNotifications = sql`
  select told.id, kind, actor_id as "actorId", actor.username as "actorName", post_id as "postId", link_id as "linkId",
    clicks, told.created_at as "createdAt", read_at as "readAt"
  from social.notifications as told left join social.people as actor on actor.id = actor_id`;

const isSeen = sql`not ${isBlockedBetween(sql`user_id`, sql`actor_id`)}`;
