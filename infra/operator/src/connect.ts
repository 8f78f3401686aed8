import { createRedis, type Redis, settled } from "@shunt/cache";
import { createDb, createPool, type Db, type Pool } from "@shunt/db";
import { createDeadBatches } from "@shunt/queue";
import { readSetting } from "./config.ts";

/** For what an operator waits for. */
const statementTimeoutMs = 24 * 60 * 60_000;
const redisTimeoutMs = 5_000;

const toOptions = (url: string) => ({ url, max: 2, applicationName: "shunt-operator", statementTimeoutMs });

/** @throws when the configuration is wrong, as do the others */
export async function withDb<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const db = createDb(toOptions(readSetting.databaseUrl()));
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** For what goes beyond queries. */
export async function withPool<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(toOptions(readSetting.databaseUrl()));
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** @throws Error when Redis does not answer */
export async function withCache<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
  return withRedis("the cache's Redis", readSetting.cacheUrl(), work);
}

/** @throws Error when Redis does not answer */
export async function withDeadBatches<T>(work: (batches: ReturnType<typeof createDeadBatches>) => Promise<T>) {
  const url = readSetting.queueUrl();
  // Who asks BullMQ waits for Redis for ever.
  await withRedis("the queue's Redis", url, redis => redis.ping());
  const batches = createDeadBatches(url, () => {});
  try {
    return await work(batches);
  } finally {
    await batches.stop();
  }
}

/** @param what names it, should it not answer */
export async function withRedis<T>(what: string, url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  let failure: Error | undefined;
  const onError = (err: Error) => {
    failure ??= err;
  };
  const redis = createRedis({ url, name: "shunt-operator", commandTimeoutMs: redisTimeoutMs, onError });
  try {
    await settled(redis);
    if (redis.status !== "ready") throw new Error(`${what} does not answer: ${failure?.message ?? "it closes"}`);
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
