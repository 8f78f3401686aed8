import type { WebhookSecret } from "@shunt/contracts/webhooks";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess } from "../auth/index.ts";
import { createWebhookSecret } from "./create-secret.ts";
import type { WebhooksDeps } from "./deps.ts";
import { lockWebhook, updateSecret } from "./webhook-store.ts";

/** The old secret is no longer used. @throws Problem "webhook-not-found" */
export async function replaceSecret(context: WebhooksDeps, actor: Caller, id: string): Promise<WebhookSecret> {
  const { secret, sealed } = createWebhookSecret(context);
  await context.db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    await lockWebhook(tx, actor, id);
    await updateSecret(tx, id, sealed);
    await writeAudit(tx, { actor, action: "webhook.secret-replaced", subjectId: id });
  });
  return { secret };
}
