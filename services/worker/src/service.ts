import { createDomainCache, createLinkCache, createLivePublisher, createRedis, settled } from "@shunt/cache";
import { assertMigrated, createDb, createPool } from "@shunt/db";
import { createClickConsumer, createClickQueueDepth, startUpkeep } from "@shunt/queue";
import { type Lifecycle, type Logger, startOps } from "@shunt/runtime";
import type { Config } from "./config.ts";
import { createClassifier } from "./enrich/classify.ts";
import { createEnricher } from "./enrich/enrich-click.ts";
import { createPlaceLookup } from "./enrich/place.ts";
import { createAgentReader } from "./enrich/user-agent.ts";
import { createVisitorPatterns } from "./enrich/visitor-patterns.ts";
import { findAddresses } from "./hot-links/find-addresses.ts";
import { createHotLinks } from "./hot-links/hot-links.ts";
import { countDeadClicks } from "./ingest/dead-clicks.ts";
import { createIngest } from "./ingest/ingest.ts";
import { isPoison } from "./ingest/is-poison.ts";
import { laneCount } from "./ingest/lanes.ts";
import { toLiveClick } from "./ingest/to-live-click.ts";
import { createVisitorHasher } from "./ingest/visitor-hash.ts";
import { createVisitorKeys } from "./ingest/visitor-keys.ts";
import { ensureClickPartitions } from "./upkeep/click-partitions.ts";
import { startOutboxSweeper } from "./upkeep/outbox-sweeper.ts";
import { sweepCacheOutbox } from "./upkeep/sweep-cache-outbox.ts";
import { toUpkeepTasks } from "./upkeep/tasks.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

/** For looking links up, upkeep and checks. */
const connectionsBesideIngest = 5;
const redisTimeoutMs = 1_000;
/** Of 2,000 clicks each at most: enough for one transaction to be gathered while others are written. */
const batchesInHand = 32;
/** Upkeep reads and deletes by the ten thousand. */
const statementTimeoutMs = 60_000;
/** A worker that is frozen within a transaction must not keep others from the rows that it has locked. */
const idleInTransactionMs = 10_000;
/** A statement may write the rows of tens of thousands of clicks, on a disk that is busy. */
const ingestTimeoutMs = 30_000;
/** Workers wait for each other's rows for as long as a transaction takes; beyond that one of them is frozen. */
const lockTimeoutMs = 12_000;

/** Opens everything in order and consumes. Returns the ops port, for when it was chosen freely. */
export async function startWorker(config: Config, log: Logger, lifecycle: Lifecycle) {
  const onRedisError = (err: unknown) => log.warn({ err }, "redis");
  const postgres = {
    url: config.DATABASE_URL,
    applicationName: "shunt-worker",
    idleInTransactionMs,
    onConnectionError: (err: Error) => log.warn({ err }, "postgres connection lost"),
  };
  const db = createDb({ ...postgres, max: connectionsBesideIngest, statementTimeoutMs });
  lifecycle.onStop("postgres", () => db.destroy());
  const pool = createPool({ ...postgres, max: laneCount, statementTimeoutMs: ingestTimeoutMs, lockTimeoutMs });
  lifecycle.onStop("postgres of ingest", () => pool.end());
  await assertMigrated(db);
  await ensureClickPartitions(db, Date.now(), log);

  const redis = createRedis({
    url: config.REDIS_CACHE_URL,
    name: "shunt-worker",
    commandTimeoutMs: redisTimeoutMs,
    onError: onRedisError,
  });
  lifecycle.onStop("redis", () => redis.disconnect());
  await settled(redis);
  const depth = createClickQueueDepth(config.REDIS_QUEUE_URL, onRedisError);
  lifecycle.onStop("queue depth", () => depth.stop());
  const metrics = createWorkerMetrics({
    readDepth: depth.read,
    countDeadClicks: () => countDeadClicks(db),
    onUnknown: err => log.debug({ err }, "a metric is unknown"),
  });

  const linkCache = createLinkCache(redis);
  const hotLinks = createHotLinks({
    threshold: config.HOT_URL_CLICK_THRESHOLD,
    findAddresses: linkIds => findAddresses(db, linkIds),
    keepHot: linkCache.keepHot,
    onError: err => log.warn({ err }, "hot links are not kept longer"),
    now: Date.now,
  });
  const live = createLivePublisher(redis, onRedisError);
  lifecycle.onStop("live clicks", live.stop);
  const enrich = createEnricher({
    placeOf: await createPlaceLookup(config.GEOIP_DB, log),
    readAgent: createAgentReader(),
    classify: createClassifier(),
    now: Date.now,
  });
  const ingest = createIngest({
    db,
    pool,
    enrich,
    patterns: createVisitorPatterns(),
    visitorKeyOf: createVisitorKeys(Date.now),
    hashVisitor: createVisitorHasher(),
    now: Date.now,
  });
  const consumer = createClickConsumer({
    redisUrl: config.REDIS_QUEUE_URL,
    concurrency: batchesInHand,
    async ingest(name, clicks) {
      const ingested = await ingest(name, clicks);
      metrics.ingested(ingested, Date.now());
      if (!ingested.isNew) return;
      hotLinks.count(ingested.clicks);
      live.publish(ingested.clicks, toLiveClick);
    },
    isPoison,
    onFailed(name, err, isSetAside) {
      metrics.failed(isSetAside);
      log.error({ err, batch: name, isSetAside }, "batch failed");
    },
    onError: onRedisError,
  });
  lifecycle.onStop("click consumer", () => consumer.stop());
  const checks = { database: () => assertMigrated(db), queue: async () => assertRunning(consumer.isRunning()) };
  const ops = await startOps({ port: config.WORKER_OPS_PORT, metrics: metrics.registry, checks, log });
  lifecycle.onStop("ops", ops.stop);
  const upkeep = await startUpkeep({
    redisUrl: config.REDIS_QUEUE_URL,
    tasks: toUpkeepTasks({
      db,
      log,
      retentionDays: config.CLICK_RETENTION_DAYS,
      onMismatch: metrics.sumsDiffer,
    }),
    onFailed: (name, err) => log.error({ err, task: name }, "upkeep failed"),
    onError: onRedisError,
  });
  lifecycle.onStop("upkeep", () => upkeep.stop());
  const sweeper = startOutboxSweeper({
    sweep: () => sweepCacheOutbox({ db, linkCache, domainCache: createDomainCache(redis) }),
    onSwept: changes => log.info({ changes }, "told the caches what they had not been told"),
    onError: err => log.warn({ err }, "outbox not swept"),
  });
  lifecycle.onStop("outbox sweeper", () => sweeper.stop());
  log.info({ opsPort: ops.port }, "consuming");
  return { opsPort: ops.port };
}

function assertRunning(isRunning: boolean): void {
  if (!isRunning) throw new Error("not connected to the queue");
}
