import { createLinkCache, createLivePublisher } from "@shunt/cache";
import { type ClickColumns, createClickConsumer, startFileRewrites } from "@shunt/queue";
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
import { createClickDictionary } from "./ingest/slim/click-dictionary.ts";
import { toLiveClick } from "./ingest/to-live-click.ts";
import { createVisitorHasher } from "./ingest/visitors/visitor-hash.ts";
import { createVisitorKeys } from "./ingest/visitors/visitor-keys.ts";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import { startClickSubscribers } from "./webhooks/click-subscribers.ts";
import { createEmitClickEvents } from "./webhooks/emit-click-events.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/** Batches of up to 2,000 clicks each: enough to gather one transaction while others are written. */
const batchesInHand = 32;

export async function startConsuming(root: Root, stores: Stores, metrics: WorkerMetrics) {
  const { config, log, tracing, lifecycle } = root;
  const handleBatch = await createBatchHandler(root, stores, metrics);
  const files = startFileRewrites({
    redisUrl: config.redis.queueUrl,
    onError: err => log.warn({ err }, "append-only file not rewritten"),
    onForbidden: err =>
      log.warn({ err }, "redis forbids BGREWRITEAOF, visitor addresses stay in its files: see docs/operations.md"),
  });
  lifecycle.open("append-only files", files);
  const consumer = createClickConsumer({
    redisUrl: config.redis.queueUrl,
    shardCount: config.clicks.shards,
    concurrency: batchesInHand,
    silenceMs: config.silenceMs,
    givingUp: lifecycle.cuttingOff,
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

/** Returns a function that ingests a batch and then passes its clicks to live viewers and hot links. */
async function createBatchHandler(
  root: Root,
  { db, pool, clickHouse, redis, onRedisError }: Stores,
  metrics: WorkerMetrics,
) {
  const { config, log, tracing, lifecycle } = root;
  const hotLinks = createHotLinks({
    threshold: config.clicks.hotThreshold,
    findAddresses: linkIds => findAddresses(db, linkIds),
    keepHot: createLinkCache(redis).keepHot,
    onError: err => log.warn({ err }, "could not extend hot links in the cache"),
    now: Date.now,
  });
  const live = createLivePublisher(redis, onRedisError);
  const subscribers = await startClickSubscribers(db, err => log.warn({ err }, "could not refresh click subscribers"));
  lifecycle.open("click subscribers", subscribers);
  const classify = createClassifier();
  const enrich = createEnricher({
    placeOf: await createPlaceLookup(config.clicks.placesFile, err =>
      log.warn({ err, file: config.clicks.placesFile }, "geoip database missing or broken, places unknown"),
    ),
    readAgent: createAgentReader(),
    classify,
  });
  const ingest = createIngest({
    db,
    pool,
    clickHouse: clickHouse && { ...clickHouse, insert: metrics.measureInserts(clickHouse.insert) },
    frozenMs: boundFrozenWriters(config.silenceMs).frozenMs,
    classify,
    enrich,
    patterns: createVisitorPatterns(),
    visitorKeyOf: createVisitorKeys(Date.now),
    hashVisitors: createVisitorHasher(),
    findPartIds: createClickDictionary(db, Date.now),
    countWide: metrics.wideWritten,
    emitClickEvents: createEmitClickEvents(subscribers.get),
    tracing,
    now: Date.now,
  });
  return async (name: string, clicks: ClickColumns) => {
    const ingested = await ingest(name, clicks, written => {
      metrics.written(written, Date.now());
      hotLinks.count(written.clicks);
      live.publish(written.clicks, toLiveClick);
    });
    metrics.ingested(ingested);
    const { isNew, gone } = ingested;
    log.debug({ batch: name, isNew, clicks: clicks.count, gone }, "batch ingested");
  };
}
