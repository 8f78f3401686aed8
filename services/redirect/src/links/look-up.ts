import { Problem } from "@shunt/contracts";
import { BatchLoader } from "@shunt/runtime";
import type { Guard } from "./guard.ts";

export interface LookUpOptions<K, V> {
  /** What Redis knows of several keys, in their order. */
  fromRedis: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>;
  /** What is true of several keys, in their order. */
  fromPostgres: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>;
  /** Fills Redis with what it lacked. Nobody waits for it; a failure only costs the next pod a question to Postgres. */
  toRedis: (key: K, value: V) => Promise<void>;
  redis: Guard;
  postgres: Guard;
  onAsked: (source: "redis" | "postgres", count: number) => void;
  onError: (err: unknown, source: "redis" | "postgres") => void;
}

export interface Found<V> {
  /** Undefined when there is no such thing. */
  value: V | undefined;
  source: "redis" | "postgres";
}

/** @throws Problem "unavailable" when neither Redis nor Postgres can say. */
export type LookUp<K, V> = (key: K) => Promise<Found<V>>;

const maxBatch = 200;
const maxInFlight = 4;
/** Beyond so many, whoever asks would wait longer than a visitor does. */
const maxWaiting = 10_000;

/** Asks Redis, then Postgres, each in batches and behind its guard. */
export function createLookUp<K, V>(options: LookUpOptions<K, V>): LookUp<K, V> {
  const { redis, postgres, onAsked, onError } = options;
  const bounds = { maxBatch, maxInFlight, maxWaiting };
  const inPostgres = new BatchLoader<K, Found<V>>({
    ...bounds,
    async loadMany(keys) {
      try {
        const values = await postgres(() => {
          onAsked("postgres", keys.length);
          return options.fromPostgres(keys);
        });
        for (const [i, value] of values.entries()) if (value !== undefined) fill(keys[i] as K, value);
        return values.map(value => ({ value, source: "postgres" }));
      } catch (err) {
        onError(err, "postgres");
        throw err;
      }
    },
    settle: (waiter, found) => waiter.resolve(found),
  });
  const inRedis = new BatchLoader<K, Found<V>>({
    ...bounds,
    async loadMany(keys) {
      const values = await redis(() => {
        onAsked("redis", keys.length);
        return options.fromRedis(keys);
      }).catch((err: unknown) => onError(err, "redis"));
      return keys.map((_, i) => ({ value: values?.[i], source: "redis" }));
    },
    settle(waiter, found) {
      if (found.value === undefined) inPostgres.add(waiter);
      else waiter.resolve(found);
    },
  });

  function fill(key: K, value: V): void {
    // Not behind the guard: a Redis that takes writes and answers no questions is no use, nor the other way round.
    if (redis.state() === 0) void options.toRedis(key, value).catch((err: unknown) => onError(err, "redis"));
  }

  return key =>
    new Promise((resolve, reject) => {
      inRedis.add({ key, resolve, reject: cause => reject(new Problem("unavailable", undefined, { cause })) });
    });
}
