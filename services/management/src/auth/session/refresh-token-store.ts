import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

/** Per session, including used tokens. */
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

/**
 * Deletes all but the newest hundred tokens of a session. A deleted token is refused, but reusing it no longer ends the
 * session.
 */
export async function trimRefreshTokens(db: Db, familyId: string): Promise<void> {
  await sql`
    delete from refresh_tokens where id in (
      select id from refresh_tokens where family_id = ${familyId} order by id desc offset ${maxTokens}
    )`.execute(db);
}

/** Only one of several concurrent calls succeeds. */
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

/** Returns the user id, undefined for an unknown token. */
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
