import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until a condition returns a truthy value and returns it.
 *
 * @param pollMs pause between attempts; longer for expensive attempts
 * @param what completes "timed out waiting for …"
 * @throws Error that names `what` after the time-out
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 60_000, pollMs = 20, what }: { timeoutMs?: number; pollMs?: number; what: string },
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`timed out after ${timeoutMs} ms waiting for ${what}`);
    await sleep(pollMs);
  }
}
