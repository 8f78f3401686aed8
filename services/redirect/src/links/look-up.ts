import { Problem } from "@shunt/contracts";
import { BatchLoader } from "./batch-loader.ts";
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
/** Beyond so many, whoever asks would wait longer than a visitor does. */
const maxWaiting = 10_000;

/** Asks Redis, then Postgres, each in batches and behind its guard. */
export function createLookUp<K, V>(options: LookUpOptions<K, V>): LookUp<K, V> {
  const { redis, postgres, onError } = options;
  const inRedis = new BatchLoader<K, V | undefined>({
    async loadMany(keys) {
      try {
        return await redis(() => ask("redis", keys));
      } catch (err) {
        onError(err, "redis");
        return keys.map(() => undefined);
      }
    },
    maxBatch,
    maxInFlight: 4,
    maxWaiting,
  });
  const inPostgres = new BatchLoader<K, V | undefined>({
    async loadMany(keys) {
      const values = await postgres(() => ask("postgres", keys));
      for (const [i, value] of values.entries()) if (value !== undefined) fill(keys[i] as K, value);
      return values;
    },
    maxBatch,
    maxInFlight: 4,
    maxWaiting,
  });

  function ask(source: "redis" | "postgres", keys: readonly K[]): Promise<readonly (V | undefined)[]> {
    options.onAsked(source, keys.length);
    return source === "redis" ? options.fromRedis(keys) : options.fromPostgres(keys);
  }

  function fill(key: K, value: V): void {
    // Not behind the guard: a Redis that takes writes and answers no questions is no use, nor the other way round.
    if (redis.state() === 0) void options.toRedis(key, value).catch((err: unknown) => onError(err, "redis"));
  }

  return async key => {
    const cached = await inRedis.load(key);
    if (cached !== undefined) return { value: cached, source: "redis" };
    try {
      return { value: await inPostgres.load(key), source: "postgres" };
    } catch (err) {
      onError(err, "postgres");
      throw new Problem("unavailable", undefined, { cause: err });
    }
  };
}
