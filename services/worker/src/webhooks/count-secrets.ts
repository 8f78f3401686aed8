import type { Db } from "@shunt/db";
import { createWebhookSecretBox } from "@shunt/runtime";

/** Counts sealed secrets of webhooks, and those that no value of `SECRET_KEY` opens. */
export async function countWebhookSecrets(
  db: Db,
  secrets: readonly string[],
): Promise<{ sealed: number; unreadable: number }> {
  const box = createWebhookSecretBox(secrets);
  const rows = await db.selectFrom("webhooks").select("secret_sealed as secret").execute();
  return { sealed: rows.length, unreadable: rows.filter(({ secret }) => box.open(secret) === undefined).length };
}
