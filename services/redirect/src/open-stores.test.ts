import { createRedis, mastersOf, settled } from "@shunt/cache";
import { createDb } from "@shunt/db";
import { createTestDatabase, startTestPostgres, startTestRedis, startTestRedisCluster } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { connectStores, type Stores } from "./open-stores.ts";

async function openTestStores(databaseUrl: string, redisUrl: string): Promise<Stores> {
  const db = createDb({ url: databaseUrl, max: 2, applicationName: "connects" });
  const redis = createRedis({ url: redisUrl, name: "test", commandTimeoutMs: 60_000, onError: () => {} });
  onTestFinished(async () => {
    redis.disconnect();
    await db.destroy();
  });
  await settled(redis);
  return { db, replicaDb: undefined, redis, onError: () => {} };
}

test("connectStores connects to Postgres and to each master of a cluster", async () => {
  const cluster = await startTestRedisCluster();
  onTestFinished(cluster.stop);
  const stores = await openTestStores((await createTestDatabase()).url, cluster.url);

  await connectStores(stores);

  expect(mastersOf(stores.redis).map(({ status }) => status)).toEqual(["ready", "ready", "ready"]);
  // Its own connection would be the second one otherwise.
  const { rows } = await sql<{ started: boolean }>`
    select backend_start < now() as started from pg_stat_activity where application_name = 'connects'`.execute(
    stores.db,
  );
  expect(rows).toEqual([{ started: true }]);
});

test("connectStores gives up on stores that hang", async () => {
  const [postgres, redis] = await Promise.all([startTestPostgres(), startTestRedis()]);
  onTestFinished(async () => {
    await postgres.stop();
    await redis.stop();
  });
  const stores = await openTestStores(postgres.url, redis.url);
  await postgres.pause();
  redis.pause();

  await expect(connectStores(stores)).resolves.toBeUndefined();

  redis.resume();
  await postgres.resume();
});
