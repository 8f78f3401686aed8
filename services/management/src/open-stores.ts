import {
  type AccessChanges,
  createAccessChanges,
  createLiveClicks,
  createRedis,
  createSubscriber,
  type LiveClicks,
  type Redis,
  settled,
} from "@shunt/cache";
import { type ClickHouse, type ClickHouseWatch, createClickHouse, createClickHouseWatch } from "@shunt/clickhouse";
import { createDb, createPool, type Db, type Pool } from "@shunt/db";
import { type Lifecycle, traceStatements } from "@shunt/runtime";
import type { Root } from "./root.ts";

const postgresConnections = 20;
const redisTimeoutMs = 500;

export interface Stores {
  pool: Pool;
  db: Db;
  /** Undefined if clicks are in Postgres. */
  clickHouse: ClickHouse | undefined;
  /** Defined with `clickHouse`. */
  clickHouseWatch: ClickHouseWatch | undefined;
  redis: Redis;
  /** The queue's Redis, used for rate limits: the cache evicts keys when it is full, and strangers can fill it. */
  counters: Redis;
  accessChanges: AccessChanges;
  liveClicks: LiveClicks;
  onRedisError: (err: unknown) => void;
}

/**
 * Resolves after one connection attempt to each Redis. Postgres and ClickHouse connect on first use.
 *
 * @param connectionWaitMs limit for waiting for a connection to Postgres; undefined: the default of `createPool`
 */
export async function openStores(
  { config, log, tracing, lifecycle }: Root,
  connectionWaitMs: number | undefined,
): Promise<Stores> {
  const postgres = {
    url: config.database.url,
    max: postgresConnections,
    ...(connectionWaitMs !== undefined && { connectTimeoutMs: connectionWaitMs }),
    applicationName: "shunt-management",
    onConnectionError: (err: Error) => log.warn({ err }, "postgres connection lost"),
    onStatement: tracing && traceStatements(tracing),
  };
  const pool = createPool(postgres);
  const db = lifecycle.open("postgres", createDb(postgres, pool), opened => opened.destroy());
  lifecycle.cuttingOff.addEventListener("abort", () => pool.cutOff());
  const onRedisError = (err: unknown) => log.warn({ err }, "redis error");
  const options = {
    url: config.redis.cacheUrl,
    commandTimeoutMs: redisTimeoutMs,
    autoPipelining: true,
    onError: onRedisError,
  };
  const openRedis = (name: string, redis: Redis) => lifecycle.open(name, redis, opened => opened.disconnect());
  const redis = openRedis("redis", createRedis({ ...options, name: "shunt-management" }));
  const subscriber = openRedis("redis subscriber", createSubscriber({ ...options, name: "shunt-management-live" }));
  const counters = openRedis(
    "redis of limits",
    createRedis({ ...options, url: config.redis.queueUrl, name: "shunt-management-limits" }),
  );
  const accessSubscriber = openRedis(
    "access subscriber",
    createSubscriber({ ...options, name: "shunt-management-access" }),
  );
  await Promise.all([redis, subscriber, counters, accessSubscriber].map(settled));
  return {
    pool,
    db,
    ...openClickHouse(config.clickHouse.url, lifecycle),
    redis,
    counters,
    accessChanges: createAccessChanges(redis, accessSubscriber, onRedisError),
    liveClicks: createLiveClicks(redis, subscriber, onRedisError),
    onRedisError,
  };
}

function openClickHouse(url: string | undefined, lifecycle: Lifecycle): Pick<Stores, "clickHouse" | "clickHouseWatch"> {
  if (url === undefined) return { clickHouse: undefined, clickHouseWatch: undefined };
  const options = { url, applicationName: "shunt-management" };
  return {
    clickHouse: lifecycle.open("clickhouse", createClickHouse(options), opened => opened.close()),
    clickHouseWatch: lifecycle.open("watch of clickhouse", createClickHouseWatch(options), opened => opened.close()),
  };
}
