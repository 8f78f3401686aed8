import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until a condition holds and returns what it gave.
 *
 * @param pollMs pause between attempts: longer where an attempt is expensive and the state lasts
 * @throws Error that names `what` when it does not hold in time.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 30_000, pollMs = 20, what }: { timeoutMs?: number; pollMs?: number; what: string },
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(pollMs);
  }
}
