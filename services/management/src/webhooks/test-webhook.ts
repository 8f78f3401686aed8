import { toEventBody } from "@shunt/contracts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { insertEventFor } from "./delivery-store.ts";
import { lockWebhook } from "./webhook-store.ts";

/** @throws Problem "webhook-not-found" */
export async function testWebhook({ db }: Context, actor: Caller, id: string): Promise<void> {
  const type = "webhook.test";
  await db.transaction().execute(async tx => {
    await lockWebhook(tx, actor, id);
    await insertEventFor(tx, actor, id, { type, payload: toEventBody(type, new Date(), { webhook_id: id }) });
  });
}
