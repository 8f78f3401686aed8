import { createRedis, mastersOf, type Redis } from "@shunt/cache";
import { createDb, createPool, type Db, type Pool } from "@shunt/db";
import { watchPools, within } from "@shunt/runtime";
import { sql } from "kysely";
import { isBreakerError } from "./links/guard.ts";
import type { Dependency } from "./links/look-up.ts";
import type { Root } from "./root.ts";

/** Few, because only uncached links are queried, in batches. */
const postgresConnections = 5;
export const postgresTimeoutMs = 1_000;
export const redisTimeoutMs = 250;
/** The guards of the look-ups give up first. Unlike drivers, they accept answers that arrived while the process waited for its turn. */
const driverPatience = 2;

export interface Stores {
  db: Db;
  /** The replica at `DATABASE_READ_URL`, if set. */
  replicaDb: Db | undefined;
  redis: Redis;
  /** Counts and logs the failure of a dependency. */
  onError: (err: unknown, dependency: Dependency) => void;
}

/** Connects in the background, so that the service starts even if a store is down. */
export function openStores({ config, log, metrics, lifecycle }: Root): Stores {
  const onError = (err: unknown, dependency: Dependency) => {
    metrics.dependencyFailed(dependency);
    if (!isBreakerError(err)) log.warn({ err, dependency }, "dependency failed");
  };
  const pools: Record<string, Pool> = {};
  const openDb = (url: string, dependency: Dependency) => {
    const options = {
      url,
      max: postgresConnections,
      applicationName: "shunt-redirect",
      statementTimeoutMs: postgresTimeoutMs,
      connectTimeoutMs: driverPatience * postgresTimeoutMs,
      onConnectionError: (err: Error) => onError(err, dependency),
    };
    const pool = createPool(options);
    pools[dependency] = pool;
    lifecycle.cuttingOff.addEventListener("abort", () => pool.cutOff());
    return lifecycle.open(dependency, createDb(options, pool), opened => opened.destroy());
  };
  const { url, readUrl } = config.database;
  const db = openDb(url, "postgres");
  const redis = createRedis({
    url: config.redis.cacheUrl,
    name: "shunt-redirect",
    commandTimeoutMs: driverPatience * redisTimeoutMs,
    autoPipelining: true,
    onError: err => onError(err, "redis"),
  });
  lifecycle.open("redis", redis, opened => opened.disconnect());
  const replicaDb = readUrl === undefined ? undefined : openDb(readUrl, "postgres_replica");
  watchPools(metrics.registry, pools);
  return { db, replicaDb, redis, onError };
}

/**
 * Connects to the stores, so that the first visitors need not wait for several round trips to each. A store that does
 * not respond is left to later queries.
 */
export async function connectStores({ db, replicaDb, redis }: Stores): Promise<void> {
  const databases = replicaDb ? [db, replicaDb] : [db];
  const connecting = [
    ...databases.map(database => sql`select 1`.execute(database)),
    ...mastersOf(redis).map(server => server.ping()),
  ];
  await within(postgresTimeoutMs, Promise.allSettled(connecting), "connecting").catch(() => {});
}
