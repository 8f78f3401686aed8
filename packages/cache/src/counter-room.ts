import { mastersOf, type Redis } from "./create-redis.ts";

/** Counters of new subjects are taken while less than this share of the memory of each master is in use. */
const share = 0.5;
const everyMs = 1_000;

export interface CounterRoom {
  /** Whether Redis has room for counters of subjects that it does not know yet. */
  has(): boolean;
  stop(): void;
}

export interface CounterRoomOptions {
  redis: Redis;
  onError: (err: unknown) => void;
}

/**
 * Watches how full the servers are that keep counters. Strangers choose how many subjects there are, and the same memory has to
 * take clicks: a flood of subjects must leave room for these.
 */
export function watchCounterRoom({ redis, onError }: CounterRoomOptions): CounterRoom {
  let hasRoom = true;
  const look = async () => {
    const full = await Promise.all(mastersOf(redis).map(async master => isFull(await master.info("memory"))));
    hasRoom = !full.includes(true);
  };
  // While Redis does not answer nothing is put there anyway.
  const timer = setInterval(() => redis.status === "ready" && void look().catch(onError), everyMs);
  return { has: () => hasRoom, stop: () => clearInterval(timer) };
}

/** @param info what `INFO memory` says; without `maxmemory` all of the machine's memory is meant */
export function isFull(info: string): boolean {
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
  const most = read("maxmemory") || read("total_system_memory");
  return most > 0 && read("used_memory") >= share * most;
}
