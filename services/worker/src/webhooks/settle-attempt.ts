import type { Db } from "@shunt/db";
import { type Attempted, updateDelivery } from "./delivery-store.ts";
import { clearFailing, markFailing, type SwitchedOff, switchOff } from "./webhook-store.ts";

/** The receiver says that it will never want anything again. */
const gone = 410;
/** A pause is longer by up to this part, so that what failed together is not tried again together. */
const jitter = 0.2;

export interface Settled {
  fate: "delivered" | "retried" | "failed";
  switchedOff?: SwitchedOff | undefined;
}

/**
 * Notes what an attempt came to, and what it means for the delivery and its webhook. The webhook is written first everywhere, so
 * that nobody who deletes it can block this.
 *
 * @param pausesMs between one attempt and the next; after the last, the delivery has failed
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
    const switchedOff = await switchOff(tx, delivery.webhookId, toCause(outcome.status, pausesMs));
    await updateDelivery(tx, attempted, { status: "failed" });
    return { fate: "failed", switchedOff };
  });
}

/** Why a webhook is to be switched off, and for how long it must have failed without a success for that. */
function toCause(status: number | null, pausesMs: readonly number[]) {
  if (status === gone) return { reason: "The receiver answered 410 Gone", failingForMs: 0 };
  const failingForMs = pausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0);
  return { reason: "Nothing was delivered for as long as a delivery is attempted", failingForMs };
}
