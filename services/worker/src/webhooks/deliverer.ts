import type { Db } from "@shunt/db";
import { untilAborted } from "@shunt/runtime";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { claimDeliveries, releaseDelivery } from "./delivery-store.ts";
import { type SendDeps, sendDelivery } from "./send-delivery.ts";
import { type Settled, settleAttempt } from "./settle-attempt.ts";
import type { DisabledWebhook } from "./webhook-store.ts";

const defaultPollMs = 1_000;
const maxInHand = 32;
/** Limits within `maxInHand`, so that slow or failing receivers do not block others. */
const share = { perWebhook: 4, perWorkspace: 8, failing: 16 };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Suggested by https://github.com/standard-webhooks/standard-webhooks. */
const defaultPausesMs = [5_000, 5 * minuteMs, 30 * minuteMs, ...[2, 5, 10, 14, 20, 24].map(hours => hours * hourMs)];

export interface DelivererDeps extends SendDeps {
  db: Db;
  pausesMs?: readonly number[];
  everyMs?: number;
  /** Ends requests in progress, after `stop`. */
  givingUp: AbortSignal;
  onSettled: (fate: Settled["fate"]) => void;
  onDisabled: (webhook: DisabledWebhook) => Promise<void>;
  onError: (err: unknown) => void;
}

/**
 * Delivers due events; any number of workers may. Polls every second, and at once after finding work or ending an
 * attempt. `stop` waits for running attempts until `givingUp` aborts, then ends `fetch` and releases the rest.
 */
export function startDeliverer(deps: DelivererDeps): { stop(): Promise<void> } {
  const { db, fetch, pausesMs = defaultPausesMs, everyMs = defaultPollMs, givingUp } = deps;
  const { onSettled, onDisabled, onError } = deps;
  const attempts = new Set<Promise<void>>();
  const inHand = new Set<ClaimedDelivery>();
  let isStopping = false;
  let wake = () => {};

  async function attempt(delivery: ClaimedDelivery): Promise<void> {
    const startedAt = performance.now();
    const outcome = await sendDelivery(deps, delivery);
    const hadAnswer = outcome.status !== null;
    if (givingUp.aborted && !hadAnswer) return releaseDelivery(db, delivery);
    const durationMs = Math.round(performance.now() - startedAt);
    const { fate, disabled } = await settleAttempt(db, { delivery, outcome, durationMs }, pausesMs);
    onSettled(fate);
    if (disabled) await onDisabled(disabled);
  }

  function begin(delivery: ClaimedDelivery): void {
    inHand.add(delivery);
    const running = attempt(delivery)
      // An attempt without a stored outcome is repeated after its lease.
      .catch(onError)
      .finally(() => {
        inHand.delete(delivery);
        attempts.delete(running);
        wake();
      });
    attempts.add(running);
  }

  /** Returns whether more deliveries may be due. */
  async function take(): Promise<boolean> {
    const limit = maxInHand - attempts.size;
    if (limit === 0) return false;
    const claimed = await claimDeliveries(db, { limit, ...share, inHand });
    for (const delivery of claimed) begin(delivery);
    return claimed.length > 0;
  }

  async function work(): Promise<void> {
    while (!isStopping) {
      // Created before `take`, so that an attempt that ends meanwhile wakes the loop.
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
      await untilAborted(givingUp, Promise.all(attempts)).catch(() => {});
      await fetch.stop();
      await Promise.all(attempts);
    },
  };
}
