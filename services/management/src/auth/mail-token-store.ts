import type { Db } from "@shunt/db";
import { sql } from "kysely";

export type MailPurpose = "verify-email" | "reset-password";

/** In the place of the one that the account had for this purpose. */
export async function keepMailToken(
  db: Db,
  token: { tokenHash: Buffer; userId: string; purpose: MailPurpose; minutes: number },
): Promise<void> {
  await sql`
    insert into mail_tokens (token_hash, user_id, purpose, expires_at)
    values (${token.tokenHash}, ${token.userId}, ${token.purpose}, now() + make_interval(mins => ${token.minutes}))
    on conflict (user_id, purpose) do update
    set token_hash = excluded.token_hash, expires_at = excluded.expires_at, created_at = now()`.execute(db);
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
export async function useMailToken(db: Db, tokenHash: Buffer, purpose: MailPurpose): Promise<string | undefined> {
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
