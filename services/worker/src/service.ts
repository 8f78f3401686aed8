import {
  announceInstance,
  createDomainCache,
  createLinkCache,
  createLivePublisher,
  createRedis,
  settled,
} from "@shunt/cache";
import { type Click, isPublicAddress } from "@shunt/contracts";
import { assertMigrated, createDb, createPool } from "@shunt/db";
import {
  createClickConsumer,
  createClickQueueDepth,
  createDeadBatches,
  startFileRewrites,
  startUpkeep,
} from "@shunt/queue";
import {
  createWebhookSecretBox,
  type Lifecycle,
  type Logger,
  startOps,
  type Telemetry,
  traceStatements,
  watchProcess,
} from "@shunt/runtime";
import { createGuardedFetch, createMailer, toSender } from "@shunt/runtime/outbound";
import { createClassifier } from "@shunt/visitor/classify";
import { createPlaceLookup } from "@shunt/visitor/place";
import { createAgentReader } from "@shunt/visitor/user-agent";
import type { Config } from "./config.ts";
import { createEnricher } from "./enrich/enrich-click.ts";
import { createVisitorPatterns } from "./enrich/visitor-patterns.ts";
import { findAddresses } from "./hot-links/find-addresses.ts";
import { createHotLinks } from "./hot-links/hot-links.ts";
import { countDeadClicks } from "./ingest/dead-clicks.ts";
import { createIngest } from "./ingest/ingest.ts";
import { isPoison } from "./ingest/is-poison.ts";
import { laneCount } from "./ingest/lanes.ts";
import { toLiveClick } from "./ingest/to-live-click.ts";
import { traceBatches } from "./ingest/trace-batches.ts";
import { createVisitorHasher } from "./ingest/visitor-hash.ts";
import { createVisitorKeys } from "./ingest/visitor-keys.ts";
import { ensureClickPartitions } from "./upkeep/click-partitions.ts";
import { startOutboxSweeper } from "./upkeep/outbox-sweeper.ts";
import { sweepCacheOutbox } from "./upkeep/sweep-cache-outbox.ts";
import { toUpkeepTasks } from "./upkeep/tasks.ts";
import { startClickListeners } from "./webhooks/click-listeners.ts";
import { type DelivererDeps, startDeliverer } from "./webhooks/deliverer.ts";
import { readDeliveryBacklog } from "./webhooks/delivery-store.ts";
import { createEmitClickEvents } from "./webhooks/emit-click-events.ts";
import { tellOwner } from "./webhooks/tell-owner.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

/** For looking links up, upkeep, checks and webhooks. */
const connectionsBesideIngest = 8;
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
export async function startWorker(config: Config, { log, tracing }: Telemetry, lifecycle: Lifecycle) {
  // Last of all, so that what happens while the rest stops is sent as well.
  if (tracing) lifecycle.onStop("traces", tracing.stop);
  const onRedisError = (err: unknown) => log.warn({ err }, "redis");
  const postgres = {
    url: config.database.url,
    applicationName: "shunt-worker",
    idleInTransactionMs,
    onConnectionError: (err: Error) => log.warn({ err }, "postgres connection lost"),
    onStatement: tracing && traceStatements(tracing),
  };
  const db = createDb({ ...postgres, max: connectionsBesideIngest, statementTimeoutMs });
  lifecycle.onStop("postgres", () => db.destroy());
  const pool = createPool({ ...postgres, max: laneCount, statementTimeoutMs: ingestTimeoutMs, lockTimeoutMs });
  lifecycle.onStop("postgres of ingest", () => pool.end());
  await assertMigrated(db);
  await ensureClickPartitions(db, Date.now(), log);

  const redis = createRedis({
    url: config.redis.cacheUrl,
    name: "shunt-worker",
    commandTimeoutMs: redisTimeoutMs,
    onError: onRedisError,
  });
  lifecycle.onStop("redis", () => redis.disconnect());
  await settled(redis);
  const depth = createClickQueueDepth(config.redis.queueUrl, onRedisError);
  lifecycle.onStop("queue depth", () => depth.stop());
  const metrics = createWorkerMetrics({
    readDepth: depth.read,
    findOldest: depth.findOldest,
    countShards: () => consumer.countShards(),
    countDeadClicks: () => countDeadClicks(db),
    readDeliveryBacklog: () => readDeliveryBacklog(db),
    onUnknown: err => log.debug({ err }, "a metric is unknown"),
    now: Date.now,
  });

  const linkCache = createLinkCache(redis);
  const hotLinks = createHotLinks({
    threshold: config.clicks.hotThreshold,
    findAddresses: linkIds => findAddresses(db, linkIds),
    keepHot: linkCache.keepHot,
    onError: err => log.warn({ err }, "hot links are not kept longer"),
    now: Date.now,
  });
  const live = createLivePublisher(redis, onRedisError);
  lifecycle.onStop("live clicks", live.stop);
  const listeners = await startClickListeners(db, err => log.warn({ err }, "who listens to clicks is not known anew"));
  lifecycle.onStop("click listeners", () => listeners.stop());
  const classify = createClassifier();
  const enrich = createEnricher({
    placeOf: await createPlaceLookup(config.clicks.placesFile, err =>
      log.warn({ err, file: config.clicks.placesFile }, "places unknown: the database is missing or broken"),
    ),
    readAgent: createAgentReader(),
    classify,
  });
  const ingest = createIngest({
    db,
    pool,
    classify,
    enrich,
    patterns: createVisitorPatterns(),
    visitorKeyOf: createVisitorKeys(Date.now),
    hashVisitor: createVisitorHasher(),
    emitClickEvents: createEmitClickEvents(listeners.get),
    tracing,
    now: Date.now,
  });
  const takeIn = async (name: string, clicks: readonly Click[]) => {
    const ingested = await ingest(name, clicks);
    metrics.ingested(ingested, Date.now());
    const { isNew, dead, gone } = ingested;
    log.debug({ batch: name, isNew, clicks: ingested.clicks.length, dead, gone }, "batch ingested");
    if (!isNew) return;
    hotLinks.count(ingested.clicks);
    live.publish(ingested.clicks, toLiveClick);
  };
  const files = startFileRewrites({
    redisUrl: config.redis.queueUrl,
    onError: err => log.warn({ err }, "append-only file not rewritten"),
    onForbidden: err =>
      log.warn({ err }, "Redis does not allow BGREWRITEAOF: see docs/operations.md on addresses in its files"),
  });
  lifecycle.onStop("append-only files", files.stop);
  const consumer = createClickConsumer({
    redisUrl: config.redis.queueUrl,
    shardCount: config.clicks.shards,
    concurrency: batchesInHand,
    ingest: tracing ? traceBatches(tracing, takeIn) : takeIn,
    isPoison,
    onFailed(name, err, isSetAside) {
      metrics.failed(isSetAside);
      log.error({ err, batch: name, isSetAside }, "batch failed");
    },
    onLeft: files.clicksLeft,
    onError: onRedisError,
  });
  lifecycle.onStop("click consumer", () => consumer.stop());
  const checks = {
    database: () => assertMigrated(db),
    queue: async () => assertRunning(consumer.isRunning()),
    eviction: () => consumer.assertKeepsJobs(),
  };
  const ops = await startOps({
    host: config.ops.host,
    port: config.ops.port,
    metrics: metrics.registry,
    checks,
    log,
  });
  lifecycle.onStop("ops", ops.stop);
  const deadBatches = createDeadBatches(config.redis.queueUrl, onRedisError);
  lifecycle.onStop("dead batches", () => deadBatches.stop());
  const upkeep = await startUpkeep({
    redisUrl: config.redis.queueUrl,
    tasks: toUpkeepTasks({
      db,
      log,
      retentionDays: config.clicks.retentionDays,
      baseUrl: config.baseUrl,
      secrets: config.secretKeys,
      deadBatches,
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
  deliverWebhooks(config, log, lifecycle, { db, onSettled: metrics.settled });
  const goAway = announceInstance({
    redis,
    service: "worker",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    onError: err => log.debug({ err }, "not announced"),
  });
  lifecycle.onStop("announcement", goAway);
  log.info({ opsPort: ops.port }, "consuming");
  return { opsPort: ops.port };
}

function deliverWebhooks(
  config: Config,
  log: Logger,
  lifecycle: Lifecycle,
  { db, onSettled }: Pick<DelivererDeps, "db" | "onSettled">,
): void {
  const { appUrl } = config;
  const from = config.mail.from ?? toSender(appUrl);
  const mailer = createMailer({ smtpUrl: config.mail.smtpUrl, from, log });
  lifecycle.onStop("mailer", () => mailer.stop());
  const deliverer = startDeliverer({
    db,
    fetch: createGuardedFetch({
      isAllowedAddress: address => isPublicAddress(address) || config.outbound.isAllowed(address),
    }),
    secrets: createWebhookSecretBox(config.secretKeys),
    onSettled,
    async onSwitchedOff(webhook) {
      log.warn({ webhook: webhook.id, reason: webhook.reason }, "a webhook has been switched off");
      // The API tells it as well: that the mail was not taken must not count as a delivery that failed.
      await tellOwner(mailer, appUrl, webhook).catch(err => log.error({ err, webhook: webhook.id }, "mail not sent"));
    },
    onError: err => log.warn({ err }, "a webhook's delivery is left for later"),
  });
  lifecycle.onStop("webhooks", () => deliverer.stop());
}

function assertRunning(isRunning: boolean): void {
  if (!isRunning) throw new Error("not connected to the queue");
}
