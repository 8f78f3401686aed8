import { Problem } from "@shunt/contracts/problem";
import { BatchLoader, type Waiter } from "@shunt/runtime";
import type { Guard } from "./guard.ts";

export const dependencies = ["redis", "postgres", "postgres_replica"] as const;

export type Dependency = (typeof dependencies)[number];

/** The subjects of look-ups, as metric labels. */
export const lookUpKinds = ["link", "domain"] as const;

export type LookUpKind = (typeof lookUpKinds)[number];

export interface LookUpOptions<K, V> {
  /** Reads several keys from Redis, in their order: undefined without an entry, `null` for a tombstone. */
  fromRedis: (keys: readonly K[]) => Promise<readonly (V | null | undefined)[]>;
  fromPostgres: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>;
  /** Fills Redis in the background. A failure only costs the next process a query to Postgres. */
  toRedis: (key: K, value: V) => Promise<void>;
  redis: Guard;
  postgres: Guard;
  replica?: ReplicaOptions<K, V> | undefined;
  onQuery: (source: Dependency, count: number) => void;
  onError: (err: unknown, source: Dependency) => void;
}

/** A replica, which may lack recent changes of some keys. Its rows are never written to Redis. */
export interface ReplicaOptions<K, V> {
  guard: Guard;
  /** Reads several keys, in their order; undefined where the replica's row is not sufficient. */
  find: (keys: readonly K[]) => Promise<readonly (V | undefined)[]>;
  /** Whether to query the replica before the primary, only after the primary failed, or never. */
  useFor: (key: K) => "first" | "fallback" | "never";
}

export interface Found<V> {
  /** Undefined if no row has the key. */
  value: V | undefined;
  source: Dependency;
}

/** @throws Problem "unavailable" if no store answers */
export type LookUp<K, V> = (key: K) => Promise<Found<V>>;

/** A result from Redis. `miss` is set if Redis failed or has a tombstone. */
interface Cached<V> extends Found<V> {
  miss?: "failed" | "tombstone" | undefined;
}

const maxBatch = 200;
const maxInFlight = 4;
/** Waiting keys; more would wait longer than a visitor does. */
const maxWaiting = 10_000;
const bounds = { maxBatch, maxInFlight, maxWaiting };

/** Creates a look-up in Redis, then in Postgres or its replica, each in batches and behind its guard. */
export function createLookUp<K, V>(options: LookUpOptions<K, V>): LookUp<K, V> {
  const { redis, postgres, replica, onQuery, onError } = options;
  const inPostgres = new BatchLoader<K, Found<V>>({
    ...bounds,
    async loadMany(keys) {
      try {
        const values = await postgres(() => {
          onQuery("postgres", keys.length);
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
        onQuery("redis", keys.length);
        return options.fromRedis(keys);
      }).catch((err: unknown) => onError(err, "redis"));
      if (!values) return keys.map(() => ({ value: undefined, source: "redis", miss: "failed" }));
      return values.map(value => ({
        value: value ?? undefined,
        source: "redis",
        ...(value === null && { miss: "tombstone" }),
      }));
    },
    settle(waiter, found) {
      if (found.value === undefined) queryDatabase(waiter, found.miss);
      else waiter.resolve(found);
    },
  });

  function queryDatabase(waiter: Waiter<K, Found<V>>, miss: Cached<V>["miss"]): void {
    const use = replica?.useFor(waiter.key);
    // A tombstone marks a change that the replica may not have yet.
    if (!inReplica || use === "never" || miss === "tombstone") {
      inPostgres.add(waiter);
      return;
    }
    const queryReplicaLast = (cause: unknown) => inReplica.add({ ...waiter, reject: () => waiter.reject(cause) });
    const queryPostgres = () => inPostgres.add({ ...waiter, reject: queryReplicaLast });
    if (use === "first" && miss === undefined) inReplica.add({ ...waiter, reject: queryPostgres });
    else queryPostgres();
  }

  function fill(key: K, value: V): void {
    // Outside the guard, because only reads decide the state of the breaker.
    if (redis.state() === 0) void options.toRedis(key, value).catch((err: unknown) => onError(err, "redis"));
  }

  return key =>
    new Promise((resolve, reject) => {
      inRedis.add({ key, resolve, reject: cause => reject(new Problem("unavailable", undefined, { cause })) });
    });
}

/** Rejects keys for which the replica's row is not sufficient. */
function createReplicaLoader<K, V>(
  { guard, find }: ReplicaOptions<K, V>,
  { onQuery, onError }: Pick<LookUpOptions<K, V>, "onQuery" | "onError">,
): BatchLoader<K, Found<V>> {
  const insufficient = new Error("the replica has no sufficient row");
  return new BatchLoader<K, Found<V>>({
    ...bounds,
    async loadMany(keys) {
      try {
        const values = await guard(() => {
          onQuery("postgres_replica", keys.length);
          return find(keys);
        });
        return values.map(value => ({ value, source: "postgres_replica" }));
      } catch (err) {
        onError(err, "postgres_replica");
        throw err;
      }
    },
    settle(waiter, found) {
      if (found.value === undefined) waiter.reject(insufficient);
      else waiter.resolve(found);
    },
  });
}
