import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { hiddenEvents } from "./click-events.ts";
import { findDeliveryType, restartDelivery } from "./delivery-store.ts";
import type { WebhooksDeps } from "./deps.ts";
import { getWebhook } from "./webhook-store.ts";

/**
 * Restarts a finished delivery now, with all attempts.
 *
 * @throws Problem "webhook-not-found", "delivery-not-found" or "delivery-pending"
 */
export async function replayDelivery(
  { db }: WebhooksDeps,
  actor: Caller,
  id: string,
  deliveryId: string,
): Promise<void> {
  await getWebhook(db, actor, id, "edit");
  const type = await findDeliveryType(db, id, deliveryId);
  if (type === undefined || hiddenEvents(actor).includes(type)) throw new Problem("delivery-not-found");
  if (!(await restartDelivery(db, id, deliveryId))) throw new Problem("delivery-pending");
}
