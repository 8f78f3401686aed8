import type { Db } from "@shunt/db";
import { createWebhookSecretBox } from "@shunt/runtime";

/**
 * Re-encrypts webhook secrets under the current `SECRET_KEY`, so that older ones can be removed.
 *
 * @param secrets values of `SECRET_KEY`, the current one first
 */
export async function resealSecrets(db: Db, secrets: readonly string[]): Promise<void> {
  if (secrets.length === 1) return;
  const inUse = createWebhookSecretBox(secrets.slice(0, 1));
  const known = createWebhookSecretBox(secrets);
  for (const { id, secret_sealed } of await db.selectFrom("webhooks").select(["id", "secret_sealed"]).execute()) {
    const secret = known.open(secret_sealed);
    if (secret === undefined || inUse.open(secret_sealed) !== undefined) continue;
    await db
      .updateTable("webhooks")
      .set({ secret_sealed: inUse.seal(secret) })
      .where("id", "=", id)
      // Skip it if its owner has replaced it meanwhile.
      .where("secret_sealed", "=", secret_sealed)
      .execute();
  }
}
