import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";

/** Per session, including used tokens. */
const maxTokens = 100;

/** How long a used token stays valid (s). */
const graceSeconds = 30;

/** Whether a token can be exchanged. */
const isUsable = sql<boolean>`
  refresh_tokens.revoked_at is null and refresh_tokens.expires_at > clock_timestamp()
  and (refresh_tokens.used_at is null
    or refresh_tokens.used_at > clock_timestamp() - make_interval(secs => ${graceSeconds}))`;

export interface TokenFamily {
  /** Id of the session. */
  familyId: string;
  userId: string;
}

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

/**
 * Returns the session of a valid token. An unused token uses up all unused ones of its session, so that one chain
 * lives on. A used token stays valid for the grace period: tabs refresh at once, and responses get lost. Then it gives
 * its client a second unused token; whichever is used first uses up the other.
 */
export async function consumeRefreshToken(tx: Db, tokenHash: Buffer): Promise<TokenFamily | undefined> {
  const family = await findFamily(tx, tokenHash);
  if (!family) return undefined;
  // Concurrent calls for a session wait for each other here.
  const session = await lockFamily(tx, family.familyId);
  if (session?.hasEnded) return undefined;
  const { rows } = await sql`
    with presented as (
      select used_at from refresh_tokens
      where token_hash = ${tokenHash} and ${isUsable}
    ), used as (
      update refresh_tokens set used_at = clock_timestamp()
      where family_id = ${family.familyId} and used_at is null
        and exists (select from presented where used_at is null)
    )
    select from presented`.execute(tx);
  return rows.length > 0 ? family : undefined;
}

/** Returns the id of the active account that can use a token now. */
export async function findTokenHolder(db: Db, tokenHash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom("refresh_tokens")
    .innerJoin("users", "users.id", "refresh_tokens.user_id")
    .leftJoin("sessions", "sessions.id", "refresh_tokens.family_id")
    .select("refresh_tokens.user_id as userId")
    .where("refresh_tokens.token_hash", "=", tokenHash)
    .where(isUsable)
    .where("users.is_active", "=", true)
    .where("sessions.ended_at", "is", null)
    .executeTakeFirst();
  return row?.userId;
}

async function findFamily(tx: Db, tokenHash: Buffer): Promise<TokenFamily | undefined> {
  return tx
    .selectFrom("refresh_tokens")
    .select(["family_id as familyId", "user_id as userId"])
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
}

/** Returns undefined for a session of an early version, which has no row yet. */
async function lockFamily(tx: Db, familyId: string): Promise<{ hasEnded: boolean } | undefined> {
  return tx
    .selectFrom("sessions")
    .select(sql<boolean>`ended_at is not null`.as("hasEnded"))
    .where("id", "=", familyId)
    .forNoKeyUpdate()
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
