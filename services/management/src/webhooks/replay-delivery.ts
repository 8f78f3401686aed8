import { Problem } from "@shunt/contracts/problem";
import type { Caller } from "../access/index.ts";
import { hasDelivery, restartDelivery } from "./delivery-store.ts";
import type { WebhooksDeps } from "./deps.ts";
import { getWebhook } from "./webhook-store.ts";

/**
 * Schedules a finished delivery again, for now and with all attempts.
 *
 * @throws Problem "webhook-not-found", "delivery-not-found", or "delivery-pending" if it is not finished
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
