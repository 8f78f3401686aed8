import { mastersOf, type Redis } from "./create-redis.ts";
import { parseMemoryUse } from "./memory-use.ts";

/** Share of a master's memory in use above which Redis gets no counters of new subjects. */
const maxUsedShare = 0.5;
const pollMs = 1_000;

export interface CounterMemory {
  /** Whether Redis has room for counters of subjects that it does not count yet. */
  hasRoom(): boolean;
  stop(): void;
}

export interface CounterMemoryOptions {
  redis: Redis;
  onError: (err: unknown) => void;
}

/**
 * Polls the memory usage of the servers that keep counters, so that a flood of subjects leaves room for queued clicks.
 */
export function watchCounterMemory({ redis, onError }: CounterMemoryOptions): CounterMemory {
  let hasRoom = true;
  const poll = async () => {
    const full = await Promise.all(mastersOf(redis).map(async master => isFull(await master.info("memory"))));
    hasRoom = !full.includes(true);
  };
  // A Redis that is not ready takes no counters anyway.
  const timer = setInterval(() => redis.status === "ready" && void poll().catch(onError), pollMs);
  return { hasRoom: () => hasRoom, stop: () => clearInterval(timer) };
}

/** @param info reply to `INFO memory` */
export function isFull(info: string): boolean {
  const { usedBytes, limitBytes } = parseMemoryUse(info);
  return limitBytes > 0 && usedBytes >= maxUsedShare * limitBytes;
}
