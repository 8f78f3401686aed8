import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { limitKey } from "./keys.ts";
import { createLocalWindow } from "./local-window.ts";
import type { RateLimit, RateLimitState } from "./rate-limit.ts";
import { giveBackLast, slidingWindow } from "./rate-limit-scripts.ts";

export interface RateLimiter {
  /**
   * Counts a request of a subject, such as an address or an account, if the limit allows it. Never throws.
   *
   * @param cost units of the request, such as the links that it creates; default 1. All of it is allowed and counted,
   * or nothing. 0 only reads the state. More than the limit is never allowed.
   */
  take(limit: RateLimit, subject: string, cost?: number): Promise<RateLimitState>;
  /** Returns the cost of a request that failed or should not count. Never throws. */
  giveBack(limit: RateLimit, subject: string, cost?: number): Promise<void>;
  /** Whether only this process counted the last request, because Redis did not answer or had no room. */
  countsLocally(): boolean;
}

interface Scripts {
  slidingWindow(
    key: string,
    requests: number,
    windowMs: number,
    cost: number,
    room: "room" | "full",
  ): Promise<[number, number, number] | null>;
  giveBackLast(key: string, cost: number): Promise<unknown>;
}

export interface RateLimiterOptions {
  /** A Redis that evicts nothing: from a cache, clients could evict their own counters. */
  redis: Redis;
  /** Whether Redis may take new subjects; if not, this process counts them itself. */
  hasRoom?: () => boolean;
  onError: (err: unknown) => void;
  now: () => number;
}

/** Rate limits across processes. While Redis does not answer, each process applies them on its own. */
export function createRateLimiter({ redis, hasRoom = () => true, onError, now }: RateLimiterOptions): RateLimiter {
  redis.defineCommand("slidingWindow", { numberOfKeys: 1, lua: slidingWindow });
  redis.defineCommand("giveBackLast", { numberOfKeys: 1, lua: giveBackLast });
  const scripts = redis as Redis & Scripts;
  const local = createLocalWindow(now);
  let countsLocally = false;
  return {
    countsLocally: () => countsLocally,
    async take(limit, subject, cost = 1) {
      const { requests, windowMs } = limit;
      if (requests === 0) return { isAllowed: true, remaining: Number.POSITIVE_INFINITY, resetMs: 0 };
      const key = toKey(limit, subject);
      try {
        const room = hasRoom() ? "room" : "full";
        const counted = await scripts.slidingWindow(key, requests, windowMs, cost, room);
        countsLocally = counted === null;
        if (counted === null) return local.take(key, limit, cost);
        const [isAllowed, remaining, resetMs] = counted;
        return { isAllowed: isAllowed === 1, remaining, resetMs };
      } catch (err) {
        onError(err);
        countsLocally = true;
        return local.take(key, limit, cost);
      }
    },
    async giveBack(limit, subject, cost = 1) {
      if (limit.requests === 0) return;
      const key = toKey(limit, subject);
      try {
        await scripts.giveBackLast(key, cost);
      } catch (err) {
        onError(err);
        local.giveBack(key, cost);
      }
    },
  };
}

/** Hashes the subject, because it may be long and may be an IP or e-mail address. */
function toKey({ name }: RateLimit, subject: string): string {
  return limitKey(name, createHash("sha256").update(subject).digest("base64url").slice(0, 22));
}
