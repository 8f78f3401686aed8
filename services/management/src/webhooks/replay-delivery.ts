import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { hiddenEvents } from "./click-events.ts";
import { findDeliveryType, restartDelivery } from "./delivery-store.ts";
import type { WebhooksDeps } from "./deps.ts";
import { getWebhook } from "./webhook-store.ts";

/**
 * Restarts a finished delivery now, with all attempts.
 *
 * @throws Problem "webhook-not-found", "delivery-not-found", "webhook-disabled" or "delivery-pending"
 */
export async function replayDelivery(
  { db }: WebhooksDeps,
  actor: Caller,
  id: string,
  deliveryId: string,
): Promise<void> {
  const { isActive } = await getWebhook(db, actor, id, "edit");
  const type = await findDeliveryType(db, id, deliveryId);
  if (type === undefined || hiddenEvents(actor).includes(type)) throw new Problem("delivery-not-found");
  // Enabling the webhook would give up an old delivery, as one that waited too long.
  if (!isActive) throw new Problem("webhook-disabled");
  if (!(await restartDelivery(db, id, deliveryId))) throw new Problem("delivery-pending");
}
