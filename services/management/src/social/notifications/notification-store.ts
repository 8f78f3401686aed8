import type { NotificationKind } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { isBlockedBetween } from "../people/block-store.ts";

export interface NotificationRecord {
  id: string;
  kind: NotificationKind;
  actorId: string | null;
  /** The actor's current name. */
  actorName: string | null;
  postId: string | null;
  linkId: string | null;
  clicks: number | null;
  createdAt: Date;
  readAt: Date | null;
}

/**
 * Returns the recipient's id. Returns undefined if it was already delivered, or if recipient and actor have blocked
 * each other: then it is dropped.
 *
 * @throws Error, SQLSTATE 23503, if what it refers to was deleted
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

/** Deletes notifications of a kind about one person to another, delivered or not. */
export async function deleteNotificationsBetween(
  tx: Db,
  { kind, actorId, userId }: { kind: NotificationKind; actorId: string; userId: string },
): Promise<void> {
  // In this order: a row that is being delivered is among the notifications when the first statement is through.
  for (const table of ["social.notification_outbox", "social.notifications"] as const)
    await tx
      .deleteFrom(table)
      .where("user_id", "=", userId)
      .where("actor_id", "=", actorId)
      .where("kind", "=", kind)
      .execute();
}

/** Oldest first. */
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

/** Newest first, without those of blocked people. */
export async function findNotifications(
  db: Db,
  userId: string,
  which: { isUnread: boolean; after: string | undefined; limit: number },
): Promise<NotificationRecord[]> {
  const { rows } = await sql<NotificationRecord>`
    ${selectNotifications}
    where user_id = ${userId} and ${isSeen}
      and (${which.after ?? null}::uuid is null or notifications.id < ${which.after ?? null}::uuid)
      and (not ${which.isUnread} or read_at is null)
    order by notifications.id desc limit ${which.limit}`.execute(db);
  return rows;
}

/** Returns undefined if it belongs to another user. */
export async function findNotification(db: Db, userId: string, id: string): Promise<NotificationRecord | undefined> {
  const { rows } = await sql<NotificationRecord>`
    ${selectNotifications} where notifications.id = ${id} and user_id = ${userId} and ${isSeen}`.execute(db);
  return rows[0];
}

export async function countUnread(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from social.notifications
    where user_id = ${userId} and read_at is null and ${isSeen}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Marking a notification as read again keeps the first time. */
export async function setRead(db: Db, userId: string, id: string, isRead: boolean): Promise<void> {
  await db
    .updateTable("social.notifications")
    .set({ read_at: isRead ? sql<Date>`coalesce(read_at, now())` : null })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .execute();
}

/** Returns the number that was unread. */
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
  select notifications.id, kind, actor_id as "actorId", actor.username as "actorName", post_id as "postId", link_id as "linkId",
    clicks, notifications.created_at as "createdAt", read_at as "readAt"
  from social.notifications left join social.people as actor on actor.id = actor_id`;

const isSeen = sql`not ${isBlockedBetween(sql`user_id`, sql`actor_id`)}`;
