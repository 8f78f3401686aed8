import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { limitKey } from "./keys.ts";
import { createLocalWindow } from "./local-window.ts";
import type { RateLimit, RateLimitState } from "./rate-limit.ts";
import { giveBackLast, slidingWindow } from "./rate-limit-scripts.ts";

export interface RateLimiter {
  /**
   * Counts what a subject, such as an address or an account, does, if it is allowed. Never throws.
   *
   * @param cost what is done at once, such as the links that one request makes; default 1. All of it is allowed and counted, or
   * nothing. 0 only asks. More than the limit is never allowed.
   */
  take(limit: RateLimit, subject: string, cost?: number): Promise<RateLimitState>;
  /** Stops counting the last, as many as `cost`: for what turned out not to be what is limited, or not to happen. Never throws. */
  giveBack(limit: RateLimit, subject: string, cost?: number): Promise<void>;
  /** Whether the last request was counted by this process alone, as Redis did not answer or had no room. */
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
  /** One that forgets nothing before its time: strangers could push a counter out of a cache. */
  redis: Redis;
  /** Whether it takes new subjects; those that it does not take are counted by this process alone. */
  hasRoom?: () => boolean;
  /** Told that Redis did not count, so that this process counts for itself. */
  onError: (err: unknown) => void;
  now: () => number;
}

/** Limits that hold across processes; while Redis does not answer, each process holds them for itself. */
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

/** A hash, as a subject may be of any length, and somebody's address or e-mail. */
function toKey({ name }: RateLimit, subject: string): string {
  return limitKey(name, createHash("sha256").update(subject).digest("base64url").slice(0, 22));
}
