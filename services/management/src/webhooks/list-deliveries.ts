import type { Delivery, DeliveryPage, ListDeliveries } from "@shunt/contracts/webhooks";
import type { Caller } from "../access/index.ts";
import { fromCursor, toCursor, toListPage } from "../http/index.ts";
import { hiddenEvents } from "./click-events.ts";
import { type DeliveryRow, findDeliveries } from "./delivery-store.ts";
import type { WebhooksDeps } from "./deps.ts";
import { getWebhook } from "./webhook-store.ts";

/** @throws Problem "webhook-not-found", or "validation-failed" for an invalid cursor */
export async function listDeliveries(
  { db }: WebhooksDeps,
  actor: Caller,
  id: string,
  { status, size, cursor }: ListDeliveries,
): Promise<DeliveryPage> {
  await getWebhook(db, actor, id);
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  // One extra row shows whether there is another page.
  const rows = await findDeliveries(db, id, { status, hidden: hiddenEvents(actor), after, limit: size + 1 });
  const { items, next_cursor } = toListPage(rows, size, toCursor);
  return { items: items.map(toDelivery), next_cursor };
}

function toDelivery({ at: _at, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    last_attempt_at: row.last_attempt_at?.toISOString() ?? null,
    next_attempt_at: row.status === "pending" ? row.next_attempt_at.toISOString() : null,
    created_at: row.created_at.toISOString(),
  };
}
