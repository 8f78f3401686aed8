import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { hashSecret } from "../session/tokens.ts";

export interface TotpRecord {
  /** Sealed. */
  secret: Buffer;
  /** Whether sign-ins need a code: the factor was confirmed. */
  isEnabled: boolean;
}

function selectTotp(db: Db, userId: string) {
  return db
    .selectFrom("totp")
    .select(["secret", sql<boolean>`confirmed_at is not null`.as("isEnabled")])
    .where("user_id", "=", userId);
}

export async function findTotp(db: Db, userId: string): Promise<TotpRecord | undefined> {
  return selectTotp(db, userId).executeTakeFirst();
}

/** As `findTotp`, and locks the row. */
export async function lockTotp(tx: Db, userId: string): Promise<TotpRecord | undefined> {
  return selectTotp(tx, userId).forUpdate().executeTakeFirst();
}

export async function findTotpState(
  db: Db,
  userId: string,
): Promise<{ isEnabled: boolean; recoveryCodesLeft: number }> {
  const { rows } = await sql<{ isEnabled: boolean; recoveryCodesLeft: number }>`
    select exists (select from totp where user_id = ${userId} and confirmed_at is not null) as "isEnabled",
      (select count(*) from recovery_codes where user_id = ${userId}) as "recoveryCodesLeft"`.execute(db);
  return rows[0] ?? { isEnabled: false, recoveryCodesLeft: 0 };
}

/** Replaces an unconfirmed secret. Returns false if a confirmed one exists. */
export async function upsertTotpSecret(db: Db, userId: string, secret: Buffer): Promise<boolean> {
  const { rows } = await sql`
    insert into totp (user_id, secret) values (${userId}, ${secret})
    on conflict (user_id) do update set secret = excluded.secret, created_at = now() where totp.confirmed_at is null
    returning user_id`.execute(db);
  return rows.length > 0;
}

/** @param step of the confirming code, which is used up */
export async function enableTotp(db: Db, userId: string, step: number): Promise<void> {
  await db
    .updateTable("totp")
    .set({ confirmed_at: sql`now()`, last_step: step })
    .where("user_id", "=", userId)
    .execute();
}

/**
 * Uses up the code of a time step and all earlier ones (RFC 6238, 5.2: a code is accepted once). Only one of several
 * concurrent calls succeeds.
 */
export async function consumeTimeStep(db: Db, userId: string, step: number): Promise<boolean> {
  const used = await db
    .updateTable("totp")
    .set({ last_step: step })
    .where("user_id", "=", userId)
    .where("confirmed_at", "is not", null)
    .where(eb => eb.or([eb("last_step", "is", null), eb("last_step", "<", step)]))
    .returning("user_id")
    .executeTakeFirst();
  return used !== undefined;
}

/** Deletes the recovery codes too. Returns false if it was not enabled. */
export async function deleteTotp(db: Db, userId: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom("totp")
    .where("user_id", "=", userId)
    .where("confirmed_at", "is not", null)
    .returning("user_id")
    .executeTakeFirst();
  return deleted !== undefined;
}

/** Replaces all recovery codes. @param codes as shown to the user */
export async function saveRecoveryCodes(tx: Db, userId: string, codes: readonly string[]): Promise<void> {
  await tx.deleteFrom("recovery_codes").where("user_id", "=", userId).execute();
  await tx
    .insertInto("recovery_codes")
    .values(codes.map(code => ({ user_id: userId, code_hash: hashSecret(code.replaceAll("-", "")) })))
    .execute();
}

/** Uses up the code. Only one of several concurrent calls succeeds. @param code without dashes */
export async function consumeRecoveryCode(db: Db, userId: string, code: string): Promise<boolean> {
  const used = await db
    .deleteFrom("recovery_codes")
    .where("user_id", "=", userId)
    .where("code_hash", "=", hashSecret(code))
    .returning("user_id")
    .executeTakeFirst();
  return used !== undefined;
}
