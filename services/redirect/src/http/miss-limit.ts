import { toClientNetwork } from "@shunt/runtime";

/**
 * Counts the misses of each address: whoever keeps asking for codes that do not exist is guessing. Misses alone are
 * refused then, so that others behind the same address reach their links.
 */
export interface MissLimit {
  /** Counts a miss. Returns 0 while the address is within the limit, else the seconds until it may miss again. */
  count(address: string): number;
}

const windowMs = 60_000;
/** Beyond so many addresses within a window, those that were seen first are forgotten. */
const maxAddresses = 50_000;

/** @param limit misses of an address within a minute; 0 for any number */
export function createMissLimit(limit: number, now: () => number): MissLimit {
  let windowEndsAt = 0;
  const misses = new Map<string, number>();
  return {
    count(address) {
      if (limit === 0) return 0;
      const at = now();
      if (at >= windowEndsAt) {
        misses.clear();
        windowEndsAt = at + windowMs;
      }
      const key = toClientNetwork(address);
      const count = (misses.get(key) ?? 0) + 1;
      if (count === 1 && misses.size >= maxAddresses) misses.delete(misses.keys().next().value as string);
      misses.set(key, count);
      return count > limit ? Math.ceil((windowEndsAt - at) / 1_000) : 0;
    },
  };
}
