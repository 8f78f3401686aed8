import { writeAudit } from "../audit/write-audit.ts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { deleteWebhookRow, lockWebhook } from "./webhook-store.ts";

/** @throws Problem "webhook-not-found" */
export async function deleteWebhook({ db }: Context, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const { url } = await lockWebhook(tx, actor, id);
    // First, as the entry belongs to the workspace that the webhook still has.
    const details = { host: new URL(url).host };
    await writeAudit(tx, { actor, action: "webhook.deleted", subjectId: id, details });
    await deleteWebhookRow(tx, id);
  });
}
