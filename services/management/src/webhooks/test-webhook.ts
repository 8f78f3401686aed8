import { Problem } from "@shunt/contracts/problem";
import { webhookEvent } from "@shunt/contracts/webhooks";
import type { Caller } from "../access/index.ts";
import { insertEventFor } from "./delivery-store.ts";
import type { WebhooksDeps } from "./deps.ts";
import { lockWebhook } from "./webhook-store.ts";

/** @throws Problem "webhook-not-found" or "webhook-disabled" */
export async function testWebhook({ db }: WebhooksDeps, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const { workspaceId, isActive } = await lockWebhook(tx, actor, id);
    if (!isActive) throw new Problem("webhook-disabled");
    await insertEventFor(tx, id, webhookEvent("webhook.test", workspaceId, { webhook_id: id }, { at: new Date() }));
  });
}
