import type { Db } from "@shunt/db";
import { createTotpBox } from "./totp.ts";

const pageSize = 1_000;

/** Reseals with the first secret, so that the others can be removed. Safe to run in several processes at once. */
export async function resealTotpSecrets(db: Db, secrets: readonly string[]): Promise<void> {
  const [current, any] = [createTotpBox(secrets.slice(0, 1)), createTotpBox(secrets)];
  for (let after: string | undefined; ; ) {
    const page = await findSecrets(db, after);
    for (const { userId, secret } of page) {
      const text = current.open(secret) === undefined ? any.open(secret) : undefined;
      if (text !== undefined) await replaceSecret(db, userId, secret, current.seal(text));
    }
    after = page.at(-1)?.userId;
    if (after === undefined) return;
  }
}

async function findSecrets(db: Db, after: string | undefined) {
  let query = db.selectFrom("totp").select(["user_id as userId", "secret"]);
  if (after !== undefined) query = query.where("user_id", ">", after);
  return query.orderBy("user_id").limit(pageSize).execute();
}

async function replaceSecret(db: Db, userId: string, old: Buffer, secret: Buffer): Promise<void> {
  await db.updateTable("totp").set({ secret }).where("user_id", "=", userId).where("secret", "=", old).execute();
}
