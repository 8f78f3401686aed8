import { webhookEvent } from "@shunt/contracts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { insertEventFor } from "./delivery-store.ts";
import { lockWebhook } from "./webhook-store.ts";

/** @throws Problem "webhook-not-found" */
export async function testWebhook({ db }: Context, actor: Caller, id: string): Promise<void> {
  await db.transaction().execute(async tx => {
    const { workspaceId } = await lockWebhook(tx, actor, id);
    await insertEventFor(tx, id, webhookEvent("webhook.test", workspaceId, { webhook_id: id }, { at: new Date() }));
  });
}
