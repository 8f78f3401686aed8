import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { hasDelivery, restartDelivery } from "./delivery-store.ts";
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
  if (await restartDelivery(db, id, deliveryId)) return;
  throw new Problem((await hasDelivery(db, id, deliveryId)) ? "delivery-pending" : "delivery-not-found");
}
