import type { UpdateWebhook } from "@shunt/contracts/webhooks";
import { lockHostVerdictsShared } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess, lockVerifiedAccess } from "../auth/index.ts";
import { assertReceiver } from "./assert-receiver.ts";
import { assertMaySendEvents } from "./click-events.ts";
import { failOldDeliveries } from "./delivery-store.ts";
import type { WebhooksDeps } from "./deps.ts";
import type { WebhookRecord } from "./webhook-record.ts";
import { lockWebhook, updateSettings } from "./webhook-store.ts";

/** @throws Problem "missing-scope", "webhook-not-found", "target-refused" or "validation-failed" */
export async function updateWebhook(
  context: WebhooksDeps,
  actor: Caller,
  id: string,
  changes: UpdateWebhook,
): Promise<WebhookRecord> {
  return context.db.transaction().execute(async tx => {
    await lockHostVerdictsShared(tx);
    if (changes.url !== undefined) await assertReceiver(tx, context, changes.url);
    if (changes.url !== undefined || changes.is_active) await lockVerifiedAccess(tx, context, actor);
    else await lockAccess(tx, actor);
    const before = await lockWebhook(tx, actor, id);
    const isSwitchedOn = changes.is_active === true && !before.isActive;
    if (isSwitchedOn && changes.url === undefined) await assertReceiver(tx, context, before.url);
    if (isSwitchedOn) await failOldDeliveries(tx, [id]);
    const settings = applyChanges(before, changes);
    const isRedirected = changes.url !== undefined || changes.events !== undefined;
    if (isRedirected) assertMaySendEvents(actor, [...before.events, ...settings.events]);
    const subscribesToMore = settings.events.some(type => !before.events.includes(type));
    const webhook = await updateSettings(tx, id, settings, isSwitchedOn || subscribesToMore);
    const { url, ...others } = changes;
    // Without the URL, which may contain a secret.
    const details = { ...others, ...(url !== undefined && { host: new URL(url).host }) };
    await writeAudit(tx, { actor, action: "webhook.changed", subjectId: id, details });
    return webhook;
  });
}

/** Omitted fields keep their values, `null` clears them. Enabling a webhook resets its failures. */
function applyChanges(webhook: WebhookRecord, { url, events, description, is_active }: UpdateWebhook) {
  return {
    url: url ?? webhook.url,
    events: events ?? webhook.events,
    description: description === undefined ? webhook.description : description || null,
    isActive: is_active ?? webhook.isActive,
    failingSince: is_active ? null : webhook.failingSince,
    disabledReason: is_active ? null : webhook.disabledReason,
  };
}
