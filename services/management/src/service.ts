import { Resolver } from "node:dns/promises";
import { setTimeout as sleep } from "node:timers/promises";
import {
  announceInstance,
  createAccessChanges,
  createDomainCache,
  createLinkCache,
  createLiveClicks,
  createRateLimiter,
  createRedis,
  createSubscriber,
  settled,
  watchCounterRoom,
} from "@shunt/cache";
import { isPublicAddress } from "@shunt/contracts";
import { assertMigrated, createDb, createPool } from "@shunt/db";
import { createClickQueueDepth } from "@shunt/queue";
import { createBoardQueues } from "@shunt/queue/board";
import {
  createClientAddress,
  inBatches,
  type Lifecycle,
  type Logger,
  listen,
  startOps,
  type Telemetry,
  traceStatements,
  watchLanes,
  watchProcess,
  within,
} from "@shunt/runtime";
import { createGuardedFetch, createMailer, type GuardedFetchOptions, toSender } from "@shunt/runtime/outbound";
import { ensureAdmin } from "./admin/ensure-admin.ts";
import { createTimeZones } from "./analytics/time-zones.ts";
import { createTopValues } from "./analytics/top-values.ts";
import { createApp } from "./app.ts";
import { createGuessLimits } from "./auth/guess-limits.ts";
import { resealTotpSecrets } from "./auth/reseal-totp.ts";
import { createTokens } from "./auth/tokens.ts";
import { findUsersOfSessions } from "./auth/user-store.ts";
import { createBackground } from "./background.ts";
import type { Config } from "./config.ts";
import type { Context } from "./context.ts";
import type { ResolveTxt } from "./domains/verify-domain.ts";
import { createBodyReader } from "./http/body/read-body.ts";
import type { Pace } from "./http/body/read-chunks.ts";
import { createPublicServer } from "./http/create-public-server.ts";
import { createRequestLimits } from "./http/request-limits.ts";
import { createLanes, type LaneSizes } from "./lanes.ts";
import { countOutbox } from "./links/cache-outbox.ts";
import { findCodeDomains } from "./links/code-domains.ts";
import { joinInserts } from "./links/join-inserts.ts";
import { OutboxSettler } from "./links/outbox-settler.ts";
import { startSearchSweeper } from "./links/search/sweep-search-texts.ts";
import { joinRefused } from "./links/target-judge.ts";
import { createManagementMetrics } from "./management-metrics.ts";
import { startOverviewRecorder } from "./ops/overview-recorder.ts";
import { readOverview } from "./ops/read-overview.ts";
import { createDrawQr } from "./qr/drawn-codes.ts";
import { createLogos } from "./qr/load-logo.ts";
import { countNotificationOutbox } from "./social/notifications/notification-store.ts";
import { startSocial } from "./social/start-social.ts";

const postgresConnections = 20;
const redisTimeoutMs = 500;
const retryMs = 2_000;
/** Metrics are told also while all connections are taken, and just then. */
const metricTimeoutMs = 1_000;
const dnsTimeoutMs = 2_000;

/** How names are looked up; by default as the system does. */
export interface Names {
  /** The addresses of other people's servers. */
  resolve?: GuardedFetchOptions["resolve"];
  /** Their TXT records. */
  resolveTxt?: ResolveTxt;
}

/** What tests make wider or narrower. */
export interface Bounds {
  laneSizes?: LaneSizes;
  /** Of bodies. */
  pace?: Pace;
}

/**
 * Opens everything in order and answers. Returns the ports, for when they were chosen freely.
 *
 * @param names takes the place of DNS where there is none
 * @param bounds by default those of a machine with these processors
 */
export async function startManagement(
  config: Config,
  { log, tracing }: Telemetry,
  lifecycle: Lifecycle,
  { resolve, resolveTxt = createTxtResolver() }: Names = {},
  { laneSizes, pace }: Bounds = {},
) {
  // Last of all, so that what happens while the rest stops is sent as well.
  if (tracing) lifecycle.onStop("traces", tracing.stop);
  const metrics = createManagementMetrics();
  const postgres = {
    url: config.database.url,
    max: postgresConnections,
    applicationName: "shunt-management",
    onConnectionError: (err: Error) => log.warn({ err }, "postgres connection lost"),
    onStatement: tracing && traceStatements(tracing),
  };
  const pool = createPool(postgres);
  const db = createDb(postgres, pool);
  lifecycle.onStop("postgres", () => db.destroy());
  const onRedisError = (err: unknown) => log.warn({ err }, "redis");
  const connection = {
    url: config.redis.cacheUrl,
    commandTimeoutMs: redisTimeoutMs,
    autoPipelining: true,
    onError: onRedisError,
  };
  const redis = createRedis({ ...connection, name: "shunt-management" });
  lifecycle.onStop("redis", () => redis.disconnect());
  const subscriber = createSubscriber({ ...connection, name: "shunt-management-live" });
  lifecycle.onStop("redis subscriber", () => subscriber.disconnect());
  // Not in the cache, which forgets when it is full, and which strangers fill.
  const counters = createRedis({ ...connection, url: config.redis.queueUrl, name: "shunt-management-limits" });
  lifecycle.onStop("redis of limits", () => counters.disconnect());
  await Promise.all([redis, subscriber, counters].map(settled));

  const accessSubscriber = createSubscriber({ ...connection, name: "shunt-management-access" });
  lifecycle.onStop("access subscriber", () => accessSubscriber.disconnect());
  await settled(accessSubscriber);
  const accessChanges = createAccessChanges(redis, accessSubscriber, onRedisError);
  const liveClicks = createLiveClicks(redis, subscriber, onRedisError);
  const linkCache = createLinkCache(redis);
  const outbox = new OutboxSettler(db, log);
  lifecycle.onStop("outbox", () => outbox.stop());
  const from = config.mail.from ?? toSender(config.appUrl);
  const mailer = createMailer({ smtpUrl: config.mail.smtpUrl, from, log });
  lifecycle.onStop("mailer", mailer.stop);
  const background = createBackground(log);
  lifecycle.onStop("background", background.stop);
  const guardedFetch = createGuardedFetch({
    isAllowedAddress: address => isPublicAddress(address) || config.outbound.isAllowed(address),
    ...(resolve && { resolve }),
  });
  lifecycle.onStop("outbound requests", () => guardedFetch.stop());
  const lanes = createLanes(laneSizes);
  watchLanes(metrics.registry, Object.values(lanes));
  const room = watchCounterRoom({ redis: counters, onError: onRedisError });
  lifecycle.onStop("room for counters", room.stop);
  const limiter = createRateLimiter({ redis: counters, hasRoom: room.has, onError: onRedisError, now: Date.now });
  const onUnknown = (err: unknown) => log.debug({ err }, "a number is unknown");
  metrics.watch({
    pool,
    limiter,
    countOutbox: () => within(metricTimeoutMs, countOutbox(db), "the outbox"),
    countNotificationOutbox: () => within(metricTimeoutMs, countNotificationOutbox(db), "the notifications' outbox"),
    onUnknown,
  });
  const queue = createClickQueueDepth(config.redis.queueUrl, onRedisError);
  lifecycle.onStop("queue depth", () => queue.stop());
  const boardQueues = createBoardQueues(config.redis.queueUrl, onRedisError);
  lifecycle.onStop("queue board", () => boardQueues.stop());
  const overview = startOverviewRecorder(() => readOverview({ db, redis, queue, onUnknown }));
  const context: Context = {
    db,
    redis,
    findUserOfSession: inBatches(ids => findUsersOfSessions(db, ids)),
    findRefused: joinRefused(db),
    findDomains: inBatches(wanted => findCodeDomains(db, wanted)),
    joinInserts: joinInserts({ db, config }),
    linkCache,
    domainCache: createDomainCache(redis),
    resolveTxt,
    outbox,
    liveClicks,
    accessChanges,
    findTopValues: createTopValues(),
    getTimeZone: createTimeZones(db),
    tokens: createTokens({ secretKeys: config.secretKeys, ...config.auth }),
    limits: createRequestLimits({
      limiter,
      clientAddress: createClientAddress(config.http.trustedProxies),
      config,
      onRefused: metrics.refused,
    }),
    lanes,
    guesses: createGuessLimits({ limiter, config, onRefused: metrics.refused }),
    bodies: createBodyReader(lanes.bodies, pace),
    mailer,
    background,
    guardedFetch,
    drawQr: createDrawQr(),
    logos: createLogos(),
    metrics,
    overview,
    boardQueues,
    social: config.social.isEnabled ? startSocial({ db, redis, config, log, lifecycle }) : undefined,
    config,
    log,
    tracing,
  };
  const server = await listen(createPublicServer(createApp(context)), config.http.port);
  lifecycle.onStop("http", server.stop);
  // Before the server, which waits for open answers.
  lifecycle.onStop("live clicks", liveClicks.stop);
  lifecycle.onStop("live notifications", () => context.social?.liveNotifications.stop());
  lifecycle.onStop("overview", overview.stop);
  // Without Redis the API goes on, so it does not decide whether this pod is ready.
  const checks = { database: () => assertMigrated(db) };
  const ops = await startOps({
    host: config.ops.host,
    port: config.ops.port,
    metrics: metrics.registry,
    checks,
    log,
  });
  lifecycle.onStop("ops", ops.stop);
  const goAway = announceInstance({
    redis,
    service: "management",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    onError: onUnknown,
  });
  lifecycle.onStop("announcement", goAway);
  lifecycle.onStop("search texts", startSearchSweeper({ db, log }).stop);
  const { admin } = config;
  if (admin)
    lifecycle.onStop(
      "administrator",
      keepTrying(() => ensureAdmin(db, admin, log), log, "the administrator is not made yet"),
    );
  if (config.secretKeys.length > 1)
    lifecycle.onStop(
      "second factors",
      keepTrying(() => resealTotpSecrets(db, config.secretKeys), log, "second factors are not sealed anew yet"),
    );
  log.info({ port: server.port, opsPort: ops.port }, "listening");
  return { port: server.port, opsPort: ops.port };
}

function createTxtResolver(): ResolveTxt {
  const resolver = new Resolver({ timeout: dnsTimeoutMs, tries: 2 });
  return name => resolver.resolveTxt(name);
}

/** Until it has worked once: this service starts with or without its database. Returns what ends it. */
function keepTrying(attempt: () => Promise<void>, log: Logger, failure: string): () => Promise<void> {
  const stopping = new AbortController();
  const trying = (async () => {
    while (!stopping.signal.aborted) {
      try {
        return await attempt();
      } catch (err) {
        log.warn({ err }, failure);
        await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  })();
  return () => {
    stopping.abort();
    return trying;
  };
}
