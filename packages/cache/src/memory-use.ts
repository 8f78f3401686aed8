import { mastersOf, type Redis } from "./create-redis.ts";

export interface MemoryUse {
  usedBytes: number;
  /** `maxmemory`, or else the memory of the machine; 0 if neither is known. */
  limitBytes: number;
}

/** Reads the memory use of the server, or of the fullest master of a cluster. @throws Error if Redis does not respond */
export async function readMemoryUse(redis: Redis): Promise<MemoryUse> {
  const uses = await Promise.all(mastersOf(redis).map(async master => parseMemoryUse(await master.info("memory"))));
  const toShare = ({ usedBytes, limitBytes }: MemoryUse) => usedBytes / Math.max(1, limitBytes);
  return uses.reduce((fullest, use) => (toShare(use) > toShare(fullest) ? use : fullest));
}

/** @param info reply to `INFO memory` */
export function parseMemoryUse(info: string): MemoryUse {
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
  return { usedBytes: read("used_memory"), limitBytes: read("maxmemory") || read("total_system_memory") };
}
