import { setTimeout as sleep } from "node:timers/promises";
import type { QueueConnection } from "./connection.ts";

/** For jobs that fail when their statements are cut off, to be handed back to the queue (ms). */
const handBackMs = 1_500;

/**
 * Waits until the workers of a connection are closed, then disconnects. When `givingUp` aborts, they get a moment to hand
 * their jobs back. The locks of jobs that remain, as when Redis hangs, expire, and other workers take them over.
 */
export async function closeWorkers(
  closing: Promise<unknown>,
  connection: QueueConnection,
  givingUp: AbortSignal | undefined,
): Promise<void> {
  await (givingUp ? Promise.race([closing, sleepAfter(givingUp)]) : closing);
  connection.disconnect();
}

async function sleepAfter(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise(resolve => signal.addEventListener("abort", resolve, { once: true }));
  await sleep(handBackMs, undefined, { ref: false });
}
