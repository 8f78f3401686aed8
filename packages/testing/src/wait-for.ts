import { setTimeout as sleep } from "node:timers/promises";

const pollMs = 20;

/**
 * Waits until a condition holds and returns what it gave.
 *
 * @throws Error that names `what` when it does not hold in time.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 30_000, what }: { timeoutMs?: number; what: string },
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(pollMs);
  }
}
