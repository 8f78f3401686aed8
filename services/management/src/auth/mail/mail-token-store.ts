import type { Db } from "@shunt/db";
import { sql } from "kysely";

export type MailPurpose = "verify-email" | "reset-password" | "change-email";

/** Replaces the account's token for the same purpose. */
export async function upsertMailToken(
  db: Db,
  token: { tokenHash: Buffer; userId: string; purpose: MailPurpose; minutes: number } & Partial<EmailChange>,
): Promise<void> {
  await sql`
    insert into mail_tokens (token_hash, user_id, purpose, expires_at, email, session_id)
    values (${token.tokenHash}, ${token.userId}, ${token.purpose}, now() + make_interval(mins => ${token.minutes}),
      ${token.email ?? null}, ${token.sessionId ?? null}::uuid)
    on conflict (user_id, purpose) do update
    set token_hash = excluded.token_hash, expires_at = excluded.expires_at, created_at = now(), email = excluded.email,
      session_id = excluded.session_id`.execute(db);
}

export interface EmailChange {
  email: string;
  /** The session that requested the change. */
  sessionId: string | undefined;
}

/** The change is cancelled when the session that requested it ends. */
export async function findPendingEmail(db: Db, userId: string): Promise<string | null> {
  const token = await db
    .selectFrom("mail_tokens")
    .select("email")
    .where("user_id", "=", userId)
    .where("purpose", "=", "change-email")
    .where("expires_at", ">", sql<Date>`now()`)
    .where(sql<boolean>`exists (select from sessions where sessions.id = session_id and ended_at is null)`)
    .executeTakeFirst();
  return token?.email ?? null;
}

export async function consumeEmailChange(tx: Db, tokenHash: Buffer): Promise<EmailChange | undefined> {
  const change = await tx
    .deleteFrom("mail_tokens")
    .where("token_hash", "=", tokenHash)
    .where("purpose", "=", "change-email")
    .where("expires_at", ">", sql<Date>`now()`)
    .returning(["email", "session_id as sessionId"])
    .executeTakeFirst();
  return change?.email ? { email: change.email, sessionId: change.sessionId ?? undefined } : undefined;
}

export async function deleteEmailChange(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom("mail_tokens").where("user_id", "=", userId).where("purpose", "=", "change-email").execute();
}

export async function findMailToken(db: Db, tokenHash: Buffer, purpose: MailPurpose): Promise<string | undefined> {
  const token = await db
    .selectFrom("mail_tokens")
    .select("user_id as userId")
    .where("token_hash", "=", tokenHash)
    .where("purpose", "=", purpose)
    .where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return token?.userId;
}

/** Only one of several concurrent calls succeeds. */
export async function consumeMailToken(db: Db, tokenHash: Buffer, purpose: MailPurpose): Promise<string | undefined> {
  const token = await db
    .deleteFrom("mail_tokens")
    .where("token_hash", "=", tokenHash)
    .where("purpose", "=", purpose)
    .where("expires_at", ">", sql<Date>`now()`)
    .returning("user_id as userId")
    .executeTakeFirst();
  return token?.userId;
}

export async function deleteMailTokens(db: Db, userId: string): Promise<void> {
  await db.deleteFrom("mail_tokens").where("user_id", "=", userId).execute();
}
