import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Returns false if it exists. A trigger updates the post's number of likes. */
export async function insertLike(db: Db, postId: string, userId: string): Promise<boolean> {
  const inserted = await db
    .insertInto("social.likes")
    .values({ post_id: postId, user_id: userId })
    .onConflict(conflict => conflict.doNothing())
    .returning("post_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function deleteLike(db: Db, postId: string, userId: string): Promise<void> {
  await db.deleteFrom("social.likes").where("post_id", "=", postId).where("user_id", "=", userId).execute();
}

/** For callers who have locked the post. @throws NoResultError if the post does not exist */
export async function countLikes(tx: Db, postId: string): Promise<number> {
  const { likes } = await tx
    .selectFrom("social.posts")
    .select("likes")
    .where("id", "=", postId)
    .executeTakeFirstOrThrow();
  return likes;
}

/** Whether the author has a delivered or pending notification of this person's like, even if the like was removed. */
export async function wasNotifiedOfLike(
  db: Db,
  { userId, actorId, postId }: { userId: string; actorId: string; postId: string },
): Promise<boolean> {
  const isOfLike = sql`user_id = ${userId} and actor_id = ${actorId} and post_id = ${postId} and kind = 'like'`;
  const { rows } = await sql<{ wasNotified: boolean }>`
    select exists (select from social.notifications where ${isOfLike})
      or exists (select from social.notification_outbox where ${isOfLike}) as "wasNotified"`.execute(db);
  return rows[0]?.wasNotified === true;
}
