import { Problem } from "@shunt/contracts/problem";
import type { CreateWebhook, NewWebhook } from "@shunt/contracts/webhooks";
import { lockHostVerdictsShared } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockVerifiedAccess } from "../auth/index.ts";
import { assertReceiver } from "./assert-receiver.ts";
import { assertMaySendEvents } from "./click-events.ts";
import { createWebhookSecret } from "./create-secret.ts";
import type { WebhooksDeps } from "./deps.ts";
import { toWebhookBody } from "./webhook-record.ts";
import { insertWebhook, lockAndCountWebhooks } from "./webhook-store.ts";

const maxWebhooks = 20;

/** @throws Problem "missing-scope", "email-not-verified", "too-many-webhooks", "target-refused" or "validation-failed" */
export async function createWebhook(context: WebhooksDeps, actor: Caller, input: CreateWebhook): Promise<NewWebhook> {
  const { url, events } = input;
  assertMaySendEvents(actor, events);
  const { secret, sealed } = createWebhookSecret(context);
  return context.db.transaction().execute(async tx => {
    await lockHostVerdictsShared(tx);
    await assertReceiver(tx, context, url);
    await lockVerifiedAccess(tx, context, actor);
    if ((await lockAndCountWebhooks(tx, actor.workspaceId)) >= maxWebhooks)
      throw new Problem("too-many-webhooks", `A workspace has at most ${maxWebhooks} webhooks; delete one first`);
    const settings = { url, events, description: input.description || null };
    const webhook = await insertWebhook(tx, actor, { ...settings, id: uuidv7(), secretSealed: sealed });
    const details = { host: new URL(url).host, events };
    await writeAudit(tx, { actor, action: "webhook.created", subjectId: webhook.id, details });
    return { ...toWebhookBody(webhook), secret };
  });
}
