import type { Db } from "@shunt/db";
import { createWebhookSecretBox } from "@shunt/runtime";

/**
 * Seals what is sealed under an old secret of the services under the one that is in use, so that the old one can be taken away.
 *
 * @param secrets `SECRET_KEY`, the one in use first
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
      // Not where its owner has replaced it meanwhile.
      .where("secret_sealed", "=", secret_sealed)
      .execute();
  }
}
