import { Problem } from "@shunt/contracts/problem";
import { BatchLoader, type Waiter } from "@shunt/runtime";
import type { Guard } from "./guard.ts";

/** What may be asked. */
export type Dependency = "redis" | "postgres" | "postgres_replica";

export interface LookUpOptions<K, V> {
  /** What Redis knows of several keys, in their order: nothing, or `null` where what was known is void. */
  fromRedis: (keys: readonly K[]) => Promise<readonly (V | null | undefined)[]>;
  /** What is true of several keys, in their order. */
  fromPostgres: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>;
  /** Fills Redis with what it lacked. Nobody waits for it; a failure only costs the next pod a question to Postgres. */
  toRedis: (key: K, value: V) => Promise<void>;
  redis: Guard;
  postgres: Guard;
  replica?: ReplicaOptions<K, V> | undefined;
  onAsked: (source: Dependency, count: number) => void;
  onError: (err: unknown, source: Dependency) => void;
}

/** A copy of Postgres, which does not know what has become of some keys. What it says is never put into Redis. */
export interface ReplicaOptions<K, V> {
  guard: Guard;
  /** What can be told from the replica alone; of anything else, undefined. */
  find: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>;
  /** Whether it is asked before Postgres, after Postgres where that cannot say, or not at all. */
  turnOf: (key: K) => "before" | "after" | "never";
}

export interface Found<V> {
  /** Undefined when there is no such thing. */
  value: V | undefined;
  source: Dependency;
}

/** @throws Problem "unavailable" when neither Redis nor Postgres can say. */
export type LookUp<K, V> = (key: K) => Promise<Found<V>>;

/** What Redis says, and where it says nothing, whether it did not answer or what it knew is void. */
interface Cached<V> extends Found<V> {
  lack?: "answer" | "void" | undefined;
}

const maxBatch = 200;
const maxInFlight = 4;
/** Beyond so many, whoever asks would wait longer than a visitor does. */
const maxWaiting = 10_000;
const bounds = { maxBatch, maxInFlight, maxWaiting };

/** Asks Redis, then Postgres or a replica of it, each in batches and behind its guard. */
export function createLookUp<K, V>(options: LookUpOptions<K, V>): LookUp<K, V> {
  const { redis, postgres, replica, onAsked, onError } = options;
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
  const inReplica = replica && createReplicaLoader(replica, options);
  const inRedis = new BatchLoader<K, Cached<V>>({
    ...bounds,
    async loadMany(keys) {
      const values = await redis(() => {
        onAsked("redis", keys.length);
        return options.fromRedis(keys);
      }).catch((err: unknown) => onError(err, "redis"));
      if (!values) return keys.map(() => ({ value: undefined, source: "redis", lack: "answer" }));
      return values.map(value => ({
        value: value ?? undefined,
        source: "redis",
        ...(value === null && { lack: "void" }),
      }));
    },
    settle(waiter, found) {
      if (found.value === undefined) askDatabase(waiter, found.lack);
      else waiter.resolve(found);
    },
  });

  function askDatabase(waiter: Waiter<K, Found<V>>, lack: Cached<V>["lack"]): void {
    const turn = replica?.turnOf(waiter.key);
    // What Redis has been told of, the replica may not have heard.
    if (!inReplica || turn === "never" || lack === "void") {
      inPostgres.add(waiter);
      return;
    }
    const askInTheEnd = (cause: unknown) => inReplica.add({ ...waiter, reject: () => waiter.reject(cause) });
    const askPostgres = () => inPostgres.add({ ...waiter, reject: askInTheEnd });
    if (turn === "before" && lack === undefined) inReplica.add({ ...waiter, reject: askPostgres });
    else askPostgres();
  }

  function fill(key: K, value: V): void {
    // Not behind the guard: a Redis that takes writes and answers no questions is no use, nor the other way round.
    if (redis.state() === 0) void options.toRedis(key, value).catch((err: unknown) => onError(err, "redis"));
  }

  return key =>
    new Promise((resolve, reject) => {
      inRedis.add({ key, resolve, reject: cause => reject(new Problem("unavailable", undefined, { cause })) });
    });
}

/** What it cannot tell it rejects. */
function createReplicaLoader<K, V>(
  { guard, find }: ReplicaOptions<K, V>,
  { onAsked, onError }: Pick<LookUpOptions<K, V>, "onAsked" | "onError">,
): BatchLoader<K, Found<V>> {
  const unknown = new Error("the replica cannot tell");
  return new BatchLoader<K, Found<V>>({
    ...bounds,
    async loadMany(keys) {
      try {
        const values = await guard(() => {
          onAsked("postgres_replica", keys.length);
          return find(keys);
        });
        return values.map(value => ({ value, source: "postgres_replica" }));
      } catch (err) {
        onError(err, "postgres_replica");
        throw err;
      }
    },
    settle(waiter, found) {
      if (found.value === undefined) waiter.reject(unknown);
      else waiter.resolve(found);
    },
  });
}
