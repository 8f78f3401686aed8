import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import type { WebhooksDeps } from "./deps.ts";
import { deleteWebhookRow, lockWebhook } from "./webhook-store.ts";

/** @throws Problem "webhook-not-found" */
export async function deleteWebhook({ db }: WebhooksDeps, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const { url } = await lockWebhook(tx, actor, id);
    // Before the deletion, as the audit entry takes its workspace from the webhook.
    const details = { host: new URL(url).host };
    await writeAudit(tx, { actor, action: "webhook.deleted", subjectId: id, details });
    await deleteWebhookRow(tx, id);
  });
}
