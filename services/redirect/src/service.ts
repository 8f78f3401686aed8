import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import {
  announceInstance,
  createDomainCache,
  createLinkCache,
  createRedis,
  createSubscriber,
  listenForLinkChanges,
  settled,
} from "@shunt/cache";
import { createDb } from "@shunt/db";
import { createClickProducer } from "@shunt/queue";
import {
  createClientAddress,
  type Lifecycle,
  listen,
  startOps,
  type Telemetry,
  watchProcess,
  within,
} from "@shunt/runtime";
import { sql } from "kysely";
import type { Config } from "./config.ts";
import { createDomainResolver } from "./domains/domain-resolver.ts";
import { findDomains } from "./domains/find-domains.ts";
import { createApp } from "./http/app.ts";
import { checkRequests } from "./http/check-request.ts";
import { answerBadRequest, answerClientErrors } from "./http/client-error.ts";
import { holdAnswers } from "./http/hold-answers.ts";
import { createMissLimit } from "./http/miss-limit.ts";
import { findLinks } from "./links/find-links.ts";
import { createGuard, wasNotTried } from "./links/guard.ts";
import type { ChangeListener } from "./links/heard-changes.ts";
import { createLinkResolver } from "./links/link-resolver.ts";
import { createLookUp, type Dependency, type LookUpOptions } from "./links/look-up.ts";
import { MemoryCache } from "./links/memory-cache.ts";
import { MissingCodes } from "./links/missing-codes.ts";
import { createReplica, readPosition } from "./links/replica.ts";
import { createRedirectMetrics } from "./redirect-metrics.ts";
import { createSpool, type Spool, type SpoolOptions } from "./spool/spool.ts";
import { traceLookUp } from "./tracing/trace-look-up.ts";
import { traceRequests } from "./tracing/trace-requests.ts";
import { traceShipping } from "./tracing/trace-shipping.ts";
import { traceVisits } from "./tracing/trace-visits.ts";

/** Postgres is asked for cold links only, in batches: a few connections, and little patience. */
const postgresConnections = 5;
const postgresTimeoutMs = 1_000;
const redisTimeoutMs = 250;
/** Silence on the subscription is told from a loss of it within so long. */
const subscriberTimeoutMs = 2_000;
const linkTtlMs = 60_000;
const shipTimeoutMs = 10_000;
/** For a request to arrive. An idle connection is kept longer than the proxies in front keep theirs. */
const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 75_000,
  // The body of a request is never read here.
  optimizeEmptyRequests: true,
  // A second `Host` makes one that is no host, and is refused (RFC 9112, 3.2).
  joinDuplicateHeaders: true,
};

/**
 * Opens everything in order and answers on the public port. Returns the ports, for when they were chosen freely.
 *
 * @param openSpool takes the place of the spool where its cost is measured
 */
export async function startRedirect(
  config: Config,
  { log, tracing }: Telemetry,
  lifecycle: Lifecycle,
  openSpool: (options: SpoolOptions) => Promise<Spool> = createSpool,
) {
  // Last of all, so that what happens while the rest stops is sent as well.
  if (tracing) lifecycle.onStop("traces", tracing.stop);
  const metrics = createRedirectMetrics();
  const onError = (err: unknown, dependency: Dependency) => {
    metrics.dependencyFailed(dependency);
    if (!wasNotTried(err)) log.warn({ err, dependency }, "dependency failed");
  };
  const onRedisError = (err: unknown) => onError(err, "redis");

  const openDb = (url: string, dependency: Dependency) => {
    const opened = createDb({
      url,
      max: postgresConnections,
      applicationName: "shunt-redirect",
      statementTimeoutMs: postgresTimeoutMs,
      connectTimeoutMs: postgresTimeoutMs,
      onConnectionError: err => onError(err, dependency),
    });
    lifecycle.onStop(dependency, () => opened.destroy());
    return opened;
  };
  const db = openDb(config.database.url, "postgres");
  const connection = { url: config.redis.cacheUrl, onError: onRedisError, autoPipelining: true };
  const redis = createRedis({ ...connection, name: "shunt-redirect", commandTimeoutMs: redisTimeoutMs });
  lifecycle.onStop("redis", () => redis.disconnect());
  const subscriber = createSubscriber({
    ...connection,
    name: "shunt-redirect-changes",
    commandTimeoutMs: subscriberTimeoutMs,
  });

  const guards = { redis: createGuard("redis", redisTimeoutMs), postgres: createGuard("postgres", postgresTimeoutMs) };
  const replica =
    config.database.readUrl === undefined
      ? undefined
      : createReplica({
          db: openDb(config.database.readUrl, "postgres_replica"),
          guard: createGuard("the replica", postgresTimeoutMs),
          askPrimary: () => guards.postgres(() => readPosition(db)),
          onMeasured: () => resolver.forgetAll(),
          onError: err => onError(err, "postgres"),
        });
  if (replica) {
    lifecycle.onStop("measuring of the replica", replica.stop);
    metrics.watch(
      "shunt_replica_changed_links",
      "Links that changed so lately that the replica is not asked for them",
      replica.changedLately,
      "max",
    );
  }
  const linkCache = createLinkCache(redis);
  const domainCache = createDomainCache(redis);
  const memory = new MemoryCache({
    ...config.memory,
    linkTtlMs,
    now: sinceStart,
  });
  const toLookUp = <K, V>(what: "link" | "domain", options: LookUpOptions<K, V>) =>
    tracing ? traceLookUp(tracing, what, options) : createLookUp(options);
  const resolver = createLinkResolver({
    memory,
    missing: new MissingCodes(sinceStart),
    lookUp: toLookUp("link", {
      ...guards,
      replica: replica?.ofLinks,
      onAsked: (dependency, count) => metrics.lookedUp("link", dependency, count),
      onError,
      fromRedis: linkCache.findMany,
      fromPostgres: addresses => findLinks(db, addresses),
      toRedis: linkCache.put,
    }),
    now: sinceStart,
  });
  const domains = createDomainResolver({
    baseUrl: config.baseUrl,
    lookUp: toLookUp("domain", {
      ...guards,
      replica: replica?.ofDomains,
      onAsked: (dependency, count) => metrics.lookedUp("domain", dependency, count),
      onError,
      fromRedis: domainCache.findMany,
      fromPostgres: hosts => findDomains(db, hosts),
      toRedis: domainCache.put,
    }),
    limit: createMissLimit(config.limits.missesPerMinute, sinceStart),
    now: sinceStart,
  });
  lifecycle.onStop("domains", domains.stop);
  const listeners: ChangeListener[] = replica ? [replica.changes, resolver] : [resolver];
  const tell = (message: (listener: ChangeListener) => void) => listeners.forEach(message);
  const stopListening = listenForLinkChanges(subscriber, {
    onChange: change => tell(listener => listener.forget(change)),
    onFlush: () => tell(listener => listener.forgetAll()),
    onListening: () => tell(listener => listener.setTrusted(true)),
    onLost: () => tell(listener => listener.setTrusted(false)),
  });
  lifecycle.onStop("redis subscriber", stopListening);
  await Promise.all([settled(redis), settled(subscriber)]);

  const producer = createClickProducer(config.redis.queueUrl, onRedisError, config.clicks.shards);
  lifecycle.onStop("click producer", () => producer.stop());
  const ship: SpoolOptions["ship"] = (name, batch) =>
    within(shipTimeoutMs, producer.ship(name, batch), "shipping clicks");
  const spool = await openSpool({
    ...config.spool,
    ship: tracing ? traceShipping(tracing, ship) : ship,
    metrics,
    log,
    now: Date.now,
  });
  lifecycle.onStop("click spool", () => spool.stop());

  metrics.watch("shunt_link_cache_entries", "Links in memory", () => memory.size);
  metrics.watch("shunt_link_cache_bytes", "What the links in memory take, roughly", () => memory.bytes);
  metrics.watch("shunt_spool_segments", "Segments that the queue has not acknowledged", () => spool.backlog().segments);
  metrics.watch(
    "shunt_spool_bytes",
    "Bytes of clicks on disk that the queue has not acknowledged",
    () => spool.backlog().bytes,
  );
  metrics.watch(
    "shunt_spool_age_seconds",
    "Age of the oldest click that the queue has not acknowledged",
    () => spool.backlog().ageMs / 1_000,
    "max",
  );
  metrics.watchDependencies("shunt_breaker_open", "1 while a dependency is not asked, 0.5 while it is tried, else 0", {
    redis: guards.redis.state,
    postgres: guards.postgres.state,
    ...(replica && { postgres_replica: replica.guard.state }),
  });

  const app = createApp({
    domains,
    resolver,
    ...(tracing ? traceVisits(tracing, { spool, metrics }) : { spool, metrics }),
    missLimit: createMissLimit(config.limits.missesPerMinute, sinceStart),
    clientAddress: createClientAddress(config.http.trustedProxies),
    log,
    now: Date.now,
  });
  const hostname = new URL(config.baseUrl).host;
  const fetch = holdAnswers(app.fetch, spool);
  const answer = tracing ? traceRequests(tracing, fetch) : fetch;
  const listener = getRequestListener(answer, { hostname, errorHandler: answerBadRequest });
  const server = createServer(serverOptions, checkRequests(listener, metrics));
  answerClientErrors(server);
  const checks = {
    // Cached links are answered without Postgres, and Postgres answers without Redis: one of the two is enough.
    links: () => Promise.any([redis.ping(), sql`select 1`.execute(db)]),
    listening: async () => assertListening(server),
  };
  const ops = await startOps({
    host: config.ops.host,
    port: config.ops.port,
    metrics: metrics.registry,
    checks,
    log,
  });
  lifecycle.onStop("ops", ops.stop);
  const http = await listen(server, config.http.port);
  lifecycle.onStop("http", http.stop);
  const goAway = announceInstance({
    redis,
    service: "redirect",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    readSpool: spool.backlog,
    onError: err => log.debug({ err }, "not announced"),
  });
  lifecycle.onStop("announcement", goAway);
  log.info({ port: http.port, opsPort: ops.port }, "listening");
  return { port: http.port, opsPort: ops.port };
}

/** Whole milliseconds, whatever becomes of the clock of the day. */
function sinceStart(): number {
  return Math.trunc(performance.now());
}

function assertListening(server: Server): void {
  if (!server.listening) throw new Error("not listening");
}
