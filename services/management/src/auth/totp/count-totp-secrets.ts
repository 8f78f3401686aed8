import type { Db } from "@shunt/db";
import { createTotpBox } from "./totp.ts";

/** Counts sealed secrets of two-factor authentication, and those that no value of `SECRET_KEY` opens. */
export async function countTotpSecrets(
  db: Db,
  secrets: readonly string[],
): Promise<{ sealed: number; unreadable: number }> {
  const box = createTotpBox(secrets);
  const rows = await db.selectFrom("totp").select("secret").execute();
  return { sealed: rows.length, unreadable: rows.filter(({ secret }) => box.open(secret) === undefined).length };
}
