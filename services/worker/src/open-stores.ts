import { createRedis, type Redis, settled } from "@shunt/cache";
import { type ClickHouse, type ClickHouseWatch, createClickHouse, createClickHouseWatch } from "@shunt/clickhouse";
import { createDb, createPool, type Db, type Pool } from "@shunt/db";
import { createClickQueueDepth } from "@shunt/queue";
import { type Lifecycle, traceStatements } from "@shunt/runtime";
import { boundFrozenWriters } from "./ingest/commit/cut-off-frozen.ts";
import { laneCount } from "./ingest/commit/lanes.ts";
import type { Root } from "./root.ts";

/** For link look-ups, upkeep, health checks and webhooks. */
const connectionsWithoutIngest = 8;
const redisTimeoutMs = 1_000;
/** Upkeep handles tens of thousands of rows per statement. */
const statementTimeoutMs = 60_000;
/** A statement may write the rows of tens of thousands of clicks to a busy disk. */
const ingestTimeoutMs = 30_000;

export interface Stores {
  db: Db;
  /** The pool of `db`. */
  commonPool: Pool;
  /** Ingest's connections, one per lane. */
  pool: Pool;
  /** Where clicks are stored; undefined: Postgres. */
  clickHouse: ClickHouse | undefined;
  /** Defined with `clickHouse`. */
  clickHouseWatch: ClickHouseWatch | undefined;
  /** The cache's Redis. */
  redis: Redis;
  queueDepth: ReturnType<typeof createClickQueueDepth>;
  onRedisError: (err: unknown) => void;
}

/** Resolves after one connection attempt to Redis. Postgres connects on first use. */
export async function openStores({ config, log, tracing, lifecycle }: Root): Promise<Stores> {
  const { frozenMs, lockTimeoutMs } = boundFrozenWriters(config.silenceMs);
  const postgres = {
    url: config.database.url,
    applicationName: "shunt-worker",
    idleInTransactionMs: frozenMs,
    onConnectionError: (err: Error) => log.warn({ err }, "postgres connection lost"),
    onStatement: tracing && traceStatements(tracing),
  };
  const common = { ...postgres, max: connectionsWithoutIngest, statementTimeoutMs };
  const commonPool = createPool(common);
  const db = createDb(common, commonPool);
  lifecycle.open("postgres", db, opened => opened.destroy());
  const pool = createPool({ ...postgres, max: laneCount, statementTimeoutMs: ingestTimeoutMs, lockTimeoutMs });
  lifecycle.open("ingest postgres", pool, opened => opened.end());
  for (const each of [commonPool, pool]) lifecycle.cuttingOff.addEventListener("abort", () => each.cutOff());
  const { clickHouse, clickHouseWatch } = openClickHouse(config.clickHouse.url, lifecycle);
  const onRedisError = (err: unknown) => log.warn({ err }, "redis error");
  const redis = createRedis({
    url: config.redis.cacheUrl,
    name: "shunt-worker",
    commandTimeoutMs: redisTimeoutMs,
    onError: onRedisError,
  });
  lifecycle.open("redis", redis, opened => opened.disconnect());
  await settled(redis);
  const queueDepth = lifecycle.open("queue depth", createClickQueueDepth(config.redis.queueUrl, onRedisError));
  return { db, commonPool, pool, clickHouse, clickHouseWatch, redis, queueDepth, onRedisError };
}

function openClickHouse(url: string | undefined, lifecycle: Lifecycle): Pick<Stores, "clickHouse" | "clickHouseWatch"> {
  if (url === undefined) return { clickHouse: undefined, clickHouseWatch: undefined };
  const applicationName = "shunt-worker";
  const clickHouse = createClickHouse({ url, applicationName, timeoutMs: ingestTimeoutMs });
  lifecycle.open("clickhouse", clickHouse, opened => opened.close());
  // Ends requests that a frozen server does not answer.
  lifecycle.cuttingOff.addEventListener("abort", () => void clickHouse.close());
  const clickHouseWatch = createClickHouseWatch({ url, applicationName });
  lifecycle.open("watch of clickhouse", clickHouseWatch, opened => opened.close());
  return { clickHouse, clickHouseWatch };
}
