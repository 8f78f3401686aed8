import type { Db } from "@shunt/db";
import { within } from "@shunt/runtime";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { claimDeliveries, releaseDelivery } from "./delivery-store.ts";
import { type SendDeps, sendDelivery } from "./send-delivery.ts";
import { type Settled, settleAttempt } from "./settle-attempt.ts";
import type { SwitchedOff } from "./webhook-store.ts";

const usualEveryMs = 1_000;
/** Requests under way at once. */
const maxInHand = 32;
/** Shares of those, so that receivers that are slow do not hold up others. */
const share = { perWebhook: 4, perWorkspace: 8, failing: 16 };
/** A worker that ends has ten seconds for everything. */
const graceMs = 4_000;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** As https://github.com/standard-webhooks/standard-webhooks suggests. */
const usualPausesMs = [5_000, 5 * minuteMs, 30 * minuteMs, ...[2, 5, 10, 14, 20, 24].map(hours => hours * hourMs)];

export interface DelivererDeps extends SendDeps {
  db: Db;
  /** Between one attempt and the next. */
  pausesMs?: readonly number[];
  /** Between two looks while there is nothing to do. */
  everyMs?: number;
  onSettled: (fate: Settled["fate"]) => void;
  onSwitchedOff: (webhook: SwitchedOff) => Promise<void>;
  onError: (err: unknown) => void;
}

/**
 * Delivers what is due, beside any number of other workers: looks every second, and at once where something was found or an
 * attempt has come to its end. Stopping lets attempts end for some seconds, and gives back those that do not; `fetch` ends with it.
 */
export function startDeliverer(deps: DelivererDeps): { stop(): Promise<void> } {
  const { db, fetch, pausesMs = usualPausesMs, everyMs = usualEveryMs, onSettled, onSwitchedOff, onError } = deps;
  const attempts = new Set<Promise<void>>();
  const inHand = new Set<ClaimedDelivery>();
  let isStopping = false;
  let isGivingUp = false;
  let wake = () => {};

  async function attempt(delivery: ClaimedDelivery): Promise<void> {
    const startedAt = performance.now();
    const outcome = await sendDelivery(deps, delivery);
    const hadAnswer = outcome.status !== null;
    if (isGivingUp && !hadAnswer) return releaseDelivery(db, delivery);
    const durationMs = Math.round(performance.now() - startedAt);
    const { fate, switchedOff } = await settleAttempt(db, { delivery, outcome, durationMs }, pausesMs);
    onSettled(fate);
    if (switchedOff) await onSwitchedOff(switchedOff);
  }

  function begin(delivery: ClaimedDelivery): void {
    inHand.add(delivery);
    const running = attempt(delivery)
      // What could not be noted is attempted again when its lease is over.
      .catch(onError)
      .finally(() => {
        inHand.delete(delivery);
        attempts.delete(running);
        wake();
      });
    attempts.add(running);
  }

  /** Returns whether there may be more. */
  async function take(): Promise<boolean> {
    const limit = maxInHand - attempts.size;
    if (limit === 0) return false;
    const claimed = await claimDeliveries(db, { limit, ...share, inHand });
    for (const delivery of claimed) begin(delivery);
    return claimed.length > 0;
  }

  async function work(): Promise<void> {
    while (!isStopping) {
      // Made first, so that an attempt that ends meanwhile is not missed.
      const woken = new Promise<void>(resolve => {
        wake = resolve;
      });
      const mayBeMore = await take().catch(onError);
      if (mayBeMore || isStopping) continue;
      const timer = setTimeout(wake, everyMs);
      await woken;
      clearTimeout(timer);
    }
  }

  const working = work();
  return {
    async stop() {
      isStopping = true;
      wake();
      await working;
      await within(graceMs, Promise.all(attempts), "delivering").catch(() => {
        isGivingUp = true;
      });
      await fetch.stop();
      await Promise.all(attempts);
    },
  };
}
