import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";

const pollMs = 50;
/** What takes longer goes on without being watched. */
const timeoutMs = 10 * 60_000;

/**
 * Has a server write its append-only file anew from what it holds now, and waits until that is done. Does nothing where it keeps
 * no such file.
 *
 * @throws Error when the server does not allow it, does not answer, or fails; or the signal's reason
 */
export async function rewriteFile(server: Redis, stopping: AbortSignal): Promise<void> {
  if ((await readPersistence(server)).get("aof_enabled") !== "1") return;
  // One that has begun already holds what was there then.
  await untilIdle(server, stopping);
  await server.bgrewriteaof();
  const state = await untilIdle(server, stopping);
  if (state.get("aof_last_bgrewrite_status") !== "ok") throw new Error("the append-only file could not be rewritten");
}

/** Whether a server will never do it, as managed ones often forbid such commands. */
export function isForbidden(err: unknown): boolean {
  return /^(NOPERM|ERR unknown command)/i.test((err as Error).message);
}

async function untilIdle(server: Redis, stopping: AbortSignal): Promise<Map<string, string>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const state = await readPersistence(server);
    const isBusy = ["aof_rewrite_in_progress", "aof_rewrite_scheduled"].some(name => state.get(name) === "1");
    if (!isBusy) return state;
    if (Date.now() > deadline) throw new Error("rewriting the append-only file takes too long");
    await sleep(pollMs, undefined, { signal: stopping });
  }
}

async function readPersistence(server: Redis): Promise<Map<string, string>> {
  const lines = (await server.info("persistence")).split(/\r?\n/);
  return new Map(lines.map(line => line.split(":") as [string, string]));
}
