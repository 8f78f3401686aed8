import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";

const pollMs = 50;
/** A longer rewrite continues unwatched. */
const timeoutMs = 10 * 60_000;

/**
 * Has a server rewrite its append-only file, if any, and waits for the end.
 *
 * @throws Error if the server forbids it, does not respond or fails; or the signal's reason
 */
export async function rewriteFile(server: Redis, stopping: AbortSignal): Promise<void> {
  if ((await readPersistence(server)).get("aof_enabled") !== "1") return;
  // A rewrite in progress may include data that was deleted since its start.
  await untilIdle(server, stopping);
  await server.bgrewriteaof();
  const state = await untilIdle(server, stopping);
  if (state.get("aof_last_bgrewrite_status") !== "ok") throw new Error("rewrite of the append-only file failed");
}

/** Whether a server forbids the command, as managed ones often do. */
export function isForbidden(err: unknown): boolean {
  return /^(NOPERM|ERR unknown command)/i.test((err as Error).message);
}

async function untilIdle(server: Redis, stopping: AbortSignal): Promise<Map<string, string>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const state = await readPersistence(server);
    const isBusy = ["aof_rewrite_in_progress", "aof_rewrite_scheduled"].some(name => state.get(name) === "1");
    if (!isBusy) return state;
    if (Date.now() > deadline) throw new Error("rewrite of the append-only file timed out");
    await sleep(pollMs, undefined, { signal: stopping });
  }
}

async function readPersistence(server: Redis): Promise<Map<string, string>> {
  const lines = (await server.info("persistence")).split(/\r?\n/);
  return new Map(lines.map(line => line.split(":") as [string, string]));
}
