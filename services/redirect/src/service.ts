import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { createLinkCache, createRedis, listenForLinkChanges, settled } from "@shunt/cache";
import { createDb } from "@shunt/db";
import { createClickProducer, toClickBatch } from "@shunt/queue";
import { createClientAddress, type Lifecycle, type Logger, listen, startOpsServer, within } from "@shunt/runtime";
import { sql } from "kysely";
import type { Config } from "./config.ts";
import { createApp } from "./http/app.ts";
import { findLink } from "./links/find-link.ts";
import { createLinkResolver } from "./links/link-resolver.ts";
import { MemoryCache } from "./links/memory-cache.ts";
import { createRedirectMetrics } from "./redirect-metrics.ts";
import { createSpool } from "./spool/spool.ts";

/** Postgres is asked for cold links only: a few connections, and little patience. */
const postgresConnections = 10;
const postgresTimeoutMs = 2_000;
const redisTimeoutMs = 250;
const shipTimeoutMs = 10_000;

/** Opens everything in order and answers on the public port. Returns the ports, for when they were chosen freely. */
export async function startRedirect(config: Config, log: Logger, lifecycle: Lifecycle) {
  const metrics = createRedirectMetrics();
  const onError = (err: unknown, source: "redis" | "postgres") => {
    metrics.dependencyFailed(source);
    log.warn({ err, source }, "dependency failed");
  };
  const onRedisError = (err: unknown) => onError(err, "redis");

  const db = createDb({
    url: config.DATABASE_URL,
    max: postgresConnections,
    applicationName: "shunt-redirect",
    statementTimeoutMs: postgresTimeoutMs,
    connectTimeoutMs: postgresTimeoutMs,
    onIdleError: err => onError(err, "postgres"),
  });
  lifecycle.onStop("postgres", () => db.destroy());
  const connect = (name: string) =>
    createRedis({ url: config.REDIS_CACHE_URL, name, commandTimeoutMs: redisTimeoutMs, onError: onRedisError });
  const redis = connect("shunt-redirect");
  lifecycle.onStop("redis", () => redis.disconnect());
  const subscriber = connect("shunt-redirect-changes");
  lifecycle.onStop("redis subscriber", () => subscriber.disconnect());

  const memory = new MemoryCache({ maxEntries: 100_000, linkTtlMs: 60_000, missingTtlMs: 5_000, now: Date.now });
  const resolver = createLinkResolver({
    memory,
    cache: createLinkCache(redis),
    findLink: (domainId, code) => findLink(db, domainId, code),
    onError,
  });
  listenForLinkChanges(subscriber, {
    onChange: change => resolver.forget(change),
    onListening: () => resolver.setTrusted(true),
    onLost: () => resolver.setTrusted(false),
  });
  await Promise.all([settled(redis), settled(subscriber)]);

  const producer = createClickProducer(config.REDIS_QUEUE_URL, onRedisError);
  lifecycle.onStop("click producer", () => producer.stop());
  const spool = await createSpool({
    dir: config.CLICK_SPOOL_DIR,
    maxClicks: config.ANALYTICS_BATCH_SIZE,
    sealAfterMs: config.ANALYTICS_FLUSH_INTERVAL_MS,
    ship: (name, clicks) => within(shipTimeoutMs, producer.ship(name, toClickBatch(clicks)), "shipping clicks"),
    metrics,
    log,
    now: Date.now,
  });
  lifecycle.onStop("click spool", () => spool.stop());
  metrics.watch("shunt_memory_cache_entries", "Codes known in memory", () => memory.size);
  metrics.watch("shunt_spool_segments", "Segments that the queue has not acknowledged", () => spool.size());

  const clientAddress = createClientAddress(config.TRUSTED_PROXIES);
  const app = createApp({ resolver, spool, clientAddress, metrics, log, now: Date.now });
  const server = await listen(createAdaptorServer({ fetch: app.fetch }) as Server, config.REDIRECT_PORT);
  lifecycle.onStop("http", server.stop);
  // Cached links are answered without Postgres, and Postgres answers without Redis: one of the two is enough.
  const checks = { links: () => Promise.any([redis.ping(), sql`select 1`.execute(db)]) };
  const ops = await startOpsServer({ port: config.REDIRECT_OPS_PORT, metrics: metrics.registry, checks, log });
  lifecycle.onStop("ops", ops.stop);
  log.info({ port: server.port, opsPort: ops.port }, "listening");
  return { port: server.port, opsPort: ops.port };
}
