import { createRedis, type Redis, settled } from "@shunt/cache";
import { type ClickHouse, createClickHouse } from "@shunt/clickhouse";
import { createDb, createPool, type Db, type Pool } from "@shunt/db";
import { createDeadBatches } from "@shunt/queue";
import { readSetting } from "./config.ts";

/** A day: backups and rebuilds of large databases take hours. */
const statementTimeoutMs = 24 * 60 * 60_000;
const redisTimeoutMs = 5_000;

const toOptions = (url: string) => ({ url, max: 2, applicationName: "shunt-operator", statementTimeoutMs });

/** @throws Error when the configuration is wrong, as do the others */
export async function withDb<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const db = createDb(toOptions(readSetting.databaseUrl()));
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** For COPY and other work that needs the pool itself. */
export async function withPool<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(toOptions(readSetting.databaseUrl()));
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Passes undefined if clicks are in Postgres. */
export async function withClickHouse<T>(work: (clickHouse: ClickHouse | undefined) => Promise<T>): Promise<T> {
  const url = readSetting.clickHouseUrl();
  if (url === undefined) return work(undefined);
  const clickHouse = createClickHouse({ url, applicationName: "shunt-operator", timeoutMs: statementTimeoutMs });
  try {
    return await work(clickHouse);
  } finally {
    await clickHouse.close();
  }
}

/** @throws Error when Redis does not answer */
export async function withCache<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  return withRedis("the cache's Redis", readSetting.cacheUrl(), work);
}

/** @throws Error when Redis does not answer */
export async function withDeadBatches<T>(work: (batches: ReturnType<typeof createDeadBatches>) => Promise<T>) {
  const url = readSetting.queueUrl();
  // BullMQ waits for Redis without a time limit, so check first that it answers.
  await withRedis("the queue's Redis", url, redis => redis.ping());
  const batches = createDeadBatches(url, () => {});
  try {
    return await work(batches);
  } finally {
    await batches.stop();
  }
}

/** @param name for the message when it does not answer */
export async function withRedis<T>(name: string, url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  let failure: Error | undefined;
  const onError = (err: Error) => {
    failure ??= err;
  };
  const redis = createRedis({ url, name: "shunt-operator", commandTimeoutMs: redisTimeoutMs, onError });
  try {
    await settled(redis);
    if (redis.status !== "ready")
      throw new Error(`${name} does not answer: ${failure?.message ?? "it closed the connection"}`, { cause: failure });
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
