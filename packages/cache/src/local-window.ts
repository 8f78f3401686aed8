import QuickLRU from "quick-lru";
import type { RateLimit, RateLimitState } from "./rate-limiter.ts";

/** Beyond so many, those that were seen longest ago are forgotten. */
const maxSubjects = 10_000;

/** As the script in Redis does it, for one process: the times of what was allowed within the window. */
export function createLocalWindow(now: () => number) {
  const taken = new QuickLRU<string, number[]>({ maxSize: maxSubjects });
  return {
    take(key: string, { requests, windowMs }: RateLimit): RateLimitState {
      const at = now();
      const times = (taken.get(key) ?? []).filter(time => time > at - windowMs);
      const isAllowed = times.length < requests;
      if (isAllowed) times.push(at);
      taken.set(key, times);
      return { isAllowed, remaining: requests - times.length, resetMs: (times[0] ?? at) + windowMs - at };
    },
    giveBack(key: string): void {
      taken.get(key)?.pop();
    },
  };
}
