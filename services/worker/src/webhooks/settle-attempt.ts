import type { Db } from "@shunt/db";
import { type Attempted, updateDelivery } from "./delivery-store.ts";
import { clearFailing, type DisabledWebhook, disableWebhook, markFailing } from "./webhook-store.ts";

/** 410 Gone: the receiver wants no further events. */
const gone = 410;
/** Each pause grows by up to this fraction, so that deliveries that failed together do not retry together. */
const jitter = 0.2;

export const fates = ["delivered", "retried", "failed"] as const;

export interface Settled {
  fate: (typeof fates)[number];
  disabled?: DisabledWebhook | undefined;
}

/**
 * The webhook is written before the delivery everywhere, to avoid a deadlock with its deletion.
 *
 * @param pausesMs pauses between attempts; after the last one, the delivery fails
 */
export async function settleAttempt(db: Db, attempted: Attempted, pausesMs: readonly number[]): Promise<Settled> {
  const { delivery, outcome } = attempted;
  if (outcome.kind === "delivered") {
    await clearFailing(db, delivery.webhookId);
    await updateDelivery(db, attempted, { status: "delivered" });
    return { fate: "delivered" };
  }
  const pauseMs = outcome.status === gone ? undefined : pausesMs[delivery.attempts - 1];
  return db.transaction().execute(async (tx): Promise<Settled> => {
    await markFailing(tx, delivery.webhookId);
    if (pauseMs !== undefined) {
      await updateDelivery(tx, attempted, { status: "pending", inMs: pauseMs * (1 + Math.random() * jitter) });
      return { fate: "retried" };
    }
    const disabled = await disableWebhook(tx, delivery.webhookId, toCause(outcome.status, pausesMs));
    await updateDelivery(tx, attempted, { status: "failed" });
    return { fate: "failed", disabled };
  });
}

/** Why to disable the webhook, and how long it must have failed without a success (ms). */
function toCause(status: number | null, pausesMs: readonly number[]) {
  if (status === gone) return { reason: "The receiver answered 410 Gone", failingForMs: 0 };
  const failingForMs = pausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0);
  return { reason: "Every attempt failed during the whole retry period", failingForMs };
}
