import type { Db } from "@shunt/db";
import { sql } from "kysely";

export async function areFriends(db: Db, one: string, other: string): Promise<boolean> {
  const row = await db
    .selectFrom("social.friendships")
    .select("user_id")
    .where("user_id", "=", one)
    .where("friend_id", "=", other)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertFriendship(tx: Db, one: string, other: string): Promise<void> {
  await tx
    .insertInto("social.friendships")
    .values([
      { user_id: one, friend_id: other },
      { user_id: other, friend_id: one },
    ])
    .execute();
}

/** Returns false if they were not friends. */
export async function deleteFriendship(tx: Db, one: string, other: string): Promise<boolean> {
  const deleted = await sql`
    delete from social.friendships
    where (user_id = ${one} and friend_id = ${other}) or (user_id = ${other} and friend_id = ${one})
    returning user_id`.execute(tx);
  return deleted.rows.length > 0;
}
