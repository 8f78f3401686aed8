import { setTimeout as sleep } from "node:timers/promises";

/** Only for conditions that never come true: on a busy machine, the start of a dozen processes takes a minute. Half of what a test may take. */
const hangMs = 150_000;

/**
 * Waits until a condition returns a truthy value and returns it.
 *
 * @param timeoutMs set only where the limit is part of what a test asserts
 * @param pollMs pause between attempts; longer for expensive attempts
 * @param what completes "timed out waiting for …"
 * @throws Error that names `what` after the time-out
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = hangMs, pollMs = 20, what }: { timeoutMs?: number; pollMs?: number; what: string },
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`timed out after ${timeoutMs} ms waiting for ${what}`);
    await sleep(pollMs);
  }
}
