import QuickLRU from "quick-lru";
import { partsOfWindow, type RateLimit, type RateLimitState } from "./rate-limit.ts";

/** Subjects in memory; above it the least recently seen are evicted. */
const maxSubjects = 10_000;

interface Part {
  index: number;
  sum: number;
  lastAt: number;
}

/** The sliding window of the Redis script, for one process. */
export function createLocalWindow(now: () => number) {
  const taken = new QuickLRU<string, Part[]>({ maxSize: maxSubjects });
  return {
    take(key: string, { requests, windowMs }: RateLimit, cost: number): RateLimitState {
      const at = now();
      const parts = (taken.get(key) ?? []).filter(({ lastAt }) => lastAt > at - windowMs);
      const count = parts.reduce((sum, part) => sum + part.sum, 0);
      const isAllowed = count + cost <= requests;
      if (isAllowed && cost > 0)
        add(parts, { index: Math.floor((at * partsOfWindow) / windowMs), sum: cost, lastAt: at });
      taken.set(key, parts);
      const left = requests - count - (isAllowed ? cost : 0);
      const makesRoom = isAllowed ? parts[0] : findRoom(parts, cost - left);
      const resetMs = makesRoom ? makesRoom.lastAt + windowMs - at : windowMs;
      return { isAllowed, remaining: Math.max(0, left), resetMs };
    },
    giveBack(key: string, cost: number): void {
      const parts = taken.get(key) ?? [];
      let left = cost;
      for (let last = parts.at(-1); last && left > 0; last = parts.at(-1)) {
        const given = Math.min(left, last.sum);
        left -= given;
        last.sum -= given;
        if (last.sum === 0) parts.pop();
      }
    },
  };
}

/** Keeps parts in order of time. */
function add(parts: Part[], { index, sum, lastAt }: Part): void {
  const last = parts.at(-1);
  if (last?.index === index) Object.assign(last, { sum: last.sum + sum, lastAt });
  else parts.push({ index, sum, lastAt });
}

/** The part whose expiry frees enough room; undefined if all of them together free too little. */
function findRoom(parts: readonly Part[], missing: number): Part | undefined {
  let left = missing;
  return parts.find(part => {
    left -= part.sum;
    return left <= 0;
  });
}
