import type { Db } from "@shunt/db";
import { sql } from "kysely";

export type MailPurpose = "verify-email" | "reset-password" | "change-email";

/** In the place of the one that the account had for this purpose. */
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

/** What the link to confirm a new address does. */
export interface EmailChange {
  email: string;
  /** That asked for it. */
  sessionId: string | undefined;
}

/** The new address that an account is yet to confirm. The change is void once the session that asked for it has ended. */
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

/** Spends the link to confirm a new address. */
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

/** A pending change of address is given up. */
export async function deleteEmailChange(tx: Db, userId: string): Promise<void> {
  await tx.deleteFrom("mail_tokens").where("user_id", "=", userId).where("purpose", "=", "change-email").execute();
}

/** Whose token it is, if it is valid still. */
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

/** Spends the token and returns whose it was. Of many who try at once, one succeeds. */
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
