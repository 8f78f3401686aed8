import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { createLocalWindow } from "./local-window.ts";

/** So many requests within any window of that length; 0 requests: any number. */
export interface RateLimit {
  name: string;
  requests: number;
  windowMs: number;
}

export interface RateLimitState {
  isAllowed: boolean;
  /** What may still come before the window has moved on. */
  remaining: number;
  /** Until the oldest request leaves the window, and makes room for one. */
  resetMs: number;
}

export interface RateLimiter {
  /** Counts a request of a subject, such as an address or an account, if it is allowed. Never throws. */
  take(limit: RateLimit, subject: string): Promise<RateLimitState>;
  /** Counts the last one no longer: for what turned out not to be what is limited. Never throws. */
  giveBack(limit: RateLimit, subject: string): Promise<void>;
  /** Whether the last request was counted by this process alone, as Redis did not answer. */
  countsAlone(): boolean;
}

/**
 * A sliding window as a sorted set of what was allowed, in one atomic script by the clock of Redis: however many ask at once,
 * and of whichever process, no more are allowed than may be. What is refused does not count.
 */
const slidingWindow = `
local requests, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call("time")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call("zremrangebyscore", KEYS[1], "-inf", now - window)
local count = redis.call("zcard", KEYS[1])
local allowed = count < requests
if allowed then
  redis.call("zadd", KEYS[1], now, time[1] .. "." .. time[2] .. "." .. count)
  redis.call("pexpire", KEYS[1], window)
  count = count + 1
end
local oldest = redis.call("zrange", KEYS[1], 0, 0, "withscores")
return { allowed and 1 or 0, requests - count, oldest[2] + window - now }`;

interface Scripts {
  slidingWindow(key: string, requests: number, windowMs: number): Promise<[number, number, number]>;
}

export interface RateLimiterOptions {
  redis: Redis;
  /** Told that Redis did not count, so that this process counts for itself. */
  onError: (err: unknown) => void;
  now: () => number;
}

/** Limits that hold across processes; while Redis does not answer, each process holds them for itself. */
export function createRateLimiter({ redis, onError, now }: RateLimiterOptions): RateLimiter {
  redis.defineCommand("slidingWindow", { numberOfKeys: 1, lua: slidingWindow });
  const scripts = redis as Redis & Scripts;
  const local = createLocalWindow(now);
  let countsAlone = false;
  return {
    countsAlone: () => countsAlone,
    async take(limit, subject) {
      const { requests, windowMs } = limit;
      if (requests === 0) return { isAllowed: true, remaining: Number.POSITIVE_INFINITY, resetMs: 0 };
      const key = toKey(limit, subject);
      try {
        const [isAllowed, remaining, resetMs] = await scripts.slidingWindow(key, requests, windowMs);
        countsAlone = false;
        return { isAllowed: isAllowed === 1, remaining, resetMs };
      } catch (err) {
        onError(err);
        countsAlone = true;
        return local.take(key, limit);
      }
    },
    async giveBack(limit, subject) {
      if (limit.requests === 0) return;
      const key = toKey(limit, subject);
      try {
        await redis.zpopmax(key);
      } catch (err) {
        onError(err);
        local.giveBack(key);
      }
    },
  };
}

/** A hash, as a subject may be of any length, and somebody's address or e-mail. */
function toKey({ name }: RateLimit, subject: string): string {
  return `limit:${name}:${createHash("sha256").update(subject).digest("base64url").slice(0, 22)}`;
}
