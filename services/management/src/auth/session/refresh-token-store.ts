import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

/** Tokens of one session, used ones included. */
const maxTokens = 100;

export interface NewRefreshToken {
  familyId: string;
  userId: string;
  tokenHash: Buffer;
  expiresAt: Date;
}

export async function insertRefreshToken(db: Db, token: NewRefreshToken): Promise<void> {
  await db
    .insertInto("refresh_tokens")
    .values({
      id: uuidv7(),
      family_id: token.familyId,
      user_id: token.userId,
      token_hash: token.tokenHash,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** Deletes a session's tokens beyond its newest hundred. A copy of a deleted one is refused, and no longer ends the session. */
export async function trimRefreshTokens(db: Db, familyId: string): Promise<void> {
  await sql`
    delete from refresh_tokens where id in (
      select id from refresh_tokens where family_id = ${familyId} order by id desc offset ${maxTokens}
    )`.execute(db);
}

/** Marks the token as used and returns whose it is. Of many who try at once, one succeeds. */
export async function consumeRefreshToken(db: Db, tokenHash: Buffer) {
  return db
    .updateTable("refresh_tokens")
    .set({ used_at: new Date() })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", new Date())
    .where(sql<boolean>`not exists (select from sessions where sessions.id = family_id and ended_at is not null)`)
    .returning(["family_id as familyId", "user_id as userId"])
    .executeTakeFirst();
}

/** Ends the session that the token belongs to, if there is one. Returns whose it was. */
export async function revokeFamilyOf(db: Db, tokenHash: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{ userId: string }>`
    with family as (select family_id, user_id from refresh_tokens where token_hash = ${tokenHash}),
    ended as (
      update sessions set ended_at = now() where id in (select family_id from family) and ended_at is null
    ), revoked as (
      update refresh_tokens set revoked_at = now()
      where revoked_at is null and family_id in (select family_id from family)
    )
    select user_id as "userId" from family`.execute(db);
  return rows[0]?.userId;
}
