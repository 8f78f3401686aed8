import { createLinkCache, createLivePublisher } from "@shunt/cache";
import type { Click } from "@shunt/contracts/clicks";
import { createClickConsumer, startFileRewrites } from "@shunt/queue";
import { createClassifier } from "@shunt/visitor/classify";
import { createPlaceLookup } from "@shunt/visitor/place";
import { createAgentReader } from "@shunt/visitor/user-agent";
import { createEnricher } from "./enrich/enrich-click.ts";
import { createVisitorPatterns } from "./enrich/visitor-patterns.ts";
import { findAddresses } from "./hot-links/find-addresses.ts";
import { createHotLinks } from "./hot-links/hot-links.ts";
import { boundFrozenWriters } from "./ingest/commit/cut-off-frozen.ts";
import { traceBatches } from "./ingest/commit/trace-batches.ts";
import { isPoison } from "./ingest/dead/is-poison.ts";
import { createIngest } from "./ingest/ingest.ts";
import { toLiveClick } from "./ingest/to-live-click.ts";
import { createVisitorHasher } from "./ingest/visitors/visitor-hash.ts";
import { createVisitorKeys } from "./ingest/visitors/visitor-keys.ts";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import { startClickSubscribers } from "./webhooks/click-subscribers.ts";
import { createEmitClickEvents } from "./webhooks/emit-click-events.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/** Of 2,000 clicks each at most: enough for one transaction to be gathered while others are written. */
const batchesInHand = 32;

/** Takes batches of clicks from the queue and ingests them. */
export async function startConsuming(root: Root, stores: Stores, metrics: WorkerMetrics) {
  const { config, log, tracing, lifecycle } = root;
  const handleBatch = await createBatchHandler(root, stores, metrics);
  const files = startFileRewrites({
    redisUrl: config.redis.queueUrl,
    onError: err => log.warn({ err }, "append-only file not rewritten"),
    onForbidden: err =>
      log.warn({ err }, "Redis does not allow BGREWRITEAOF: see docs/operations.md on addresses in its files"),
  });
  lifecycle.open("append-only files", files);
  const consumer = createClickConsumer({
    redisUrl: config.redis.queueUrl,
    shardCount: config.clicks.shards,
    concurrency: batchesInHand,
    silenceMs: config.silenceMs,
    ingest: tracing ? traceBatches(tracing, handleBatch) : handleBatch,
    isPoison,
    onFailed(name, err, isSetAside) {
      metrics.failed(isSetAside);
      log.error({ err, batch: name, isSetAside }, "batch failed");
    },
    onIngested: files.requestRewrite,
    onError: stores.onRedisError,
  });
  return lifecycle.open("click consumer", consumer);
}

/** Ingests a batch, then passes its clicks on to those who watch them live and to the count of hot links. */
async function createBatchHandler(root: Root, { db, pool, redis, onRedisError }: Stores, metrics: WorkerMetrics) {
  const { config, log, tracing, lifecycle } = root;
  const hotLinks = createHotLinks({
    threshold: config.clicks.hotThreshold,
    findAddresses: linkIds => findAddresses(db, linkIds),
    keepHot: createLinkCache(redis).keepHot,
    onError: err => log.warn({ err }, "hot links are not kept longer"),
    now: Date.now,
  });
  const live = lifecycle.open("live clicks", createLivePublisher(redis, onRedisError));
  const subscribers = await startClickSubscribers(db, err =>
    log.warn({ err }, "who listens to clicks is not known anew"),
  );
  lifecycle.open("click subscribers", subscribers);
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
    frozenMs: boundFrozenWriters(config.silenceMs).frozenMs,
    classify,
    enrich,
    patterns: createVisitorPatterns(),
    visitorKeyOf: createVisitorKeys(Date.now),
    hashVisitor: createVisitorHasher(),
    emitClickEvents: createEmitClickEvents(subscribers.get),
    tracing,
    now: Date.now,
  });
  return async (name: string, clicks: readonly Click[]) => {
    const ingested = await ingest(name, clicks);
    metrics.ingested(ingested, Date.now());
    const { isNew, dead, gone } = ingested;
    log.debug({ batch: name, isNew, clicks: ingested.clicks.length, dead, gone }, "batch ingested");
    if (!isNew) return;
    hotLinks.count(ingested.clicks);
    live.publish(ingested.clicks, toLiveClick);
  };
}
