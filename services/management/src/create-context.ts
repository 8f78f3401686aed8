import { createDomainCache, createLinkCache, createRateLimiter, readMemoryUse, watchCounterMemory } from "@shunt/cache";
import { isPublicAddress } from "@shunt/contracts/values";
import { createClickQueueDepth, createDeadBatches } from "@shunt/queue";
import { createBoardQueues } from "@shunt/queue/board";
import { createClientAddress, inBatches, watchLanes, within } from "@shunt/runtime";
import { createGuardedFetch, createMailer, type GuardedFetchOptions, toSender } from "@shunt/runtime/outbound";
import { createClickReader, createTimeZones } from "./analytics/index.ts";
import { readBackupAge } from "./audit/index.ts";
import { createTokens, findUsersOfSessions, owaspCost, type PasswordCost } from "./auth/index.ts";
import { createBackground } from "./background.ts";
import { type ChangeDeps, OutboxSettler, readOutbox } from "./changes/index.ts";
import type { Context } from "./context.ts";
import { findCodeDomains, type ResolveTxt } from "./domains/index.ts";
import { createBodyReader, type Pace } from "./http/index.ts";
import { createLanes, type LaneSizes } from "./lanes.ts";
import { createGuessLimits, createRequestLimits } from "./limits/index.ts";
import { batchInserts, createClaimSecrets } from "./links/index.ts";
import type { ManagementMetrics, Watched } from "./management-metrics.ts";
import type { Stores } from "./open-stores.ts";
import { createOperatorMemory, opsSessionMs, readOverview, startOverviewRecorder } from "./ops/index.ts";
import { createDrawQr, createLogos } from "./qr/index.ts";
import { readOpenReports } from "./reports/index.ts";
import { createRequestRecorder, insertRequests } from "./request-log/index.ts";
import type { Root } from "./root.ts";
import { createToolsOpener } from "./simulation/index.ts";
import { countNotificationOutbox, startSocial } from "./social/index.ts";
import { batchFindRefused } from "./targets/index.ts";

/** Metrics must be readable even while all connections are in use. */
const metricTimeoutMs = 1_000;

/** Tests replace DNS with these. */
export interface Names {
  resolve?: GuardedFetchOptions["resolve"] | undefined;
  resolveTxt: ResolveTxt;
}

/** Limits that tests can change. */
export interface Bounds {
  laneSizes?: LaneSizes;
  /** Minimum speed of request bodies. */
  pace?: Pace;
  passwordCost?: PasswordCost;
  /** Limit for waiting for a connection to Postgres, after which a request gets 503. */
  connectionWaitMs?: number;
}

export function createContext(
  root: Root,
  stores: Stores,
  { resolve, resolveTxt }: Names,
  { laneSizes, pace, passwordCost = owaspCost }: Bounds,
): Context {
  const { config, log, tracing, lifecycle, metrics } = root;
  const { db, clickHouse, clickHouseWatch, redis, accessChanges, liveClicks, onRedisError } = stores;
  const changeDeps: ChangeDeps = {
    db,
    linkCache: createLinkCache(redis),
    domainCache: createDomainCache(redis),
    outbox: lifecycle.open("outbox", new OutboxSettler(db, log)),
    config,
    log,
  };
  const from = config.mail.from ?? toSender(config.appUrl);
  const mailer = lifecycle.open(
    "mailer",
    createMailer({
      smtpUrl: config.mail.smtpUrl,
      from,
      log,
      registry: metrics.registry,
      givingUp: lifecycle.cuttingOff,
    }),
  );
  const background = lifecycle.open("background", createBackground(log));
  const guardedFetch = createGuardedFetch({
    isAllowedAddress: address => isPublicAddress(address) || config.outbound.isAllowed(address),
    ...(resolve && { resolve }),
  });
  lifecycle.open("outbound requests", guardedFetch);
  const lanes = createLanes(laneSizes);
  watchLanes(metrics.registry, Object.values(lanes));
  const limiter = openLimiter(root, stores);
  const onUnknown = (err: unknown) => log.debug({ err }, "metric not available");
  const queue = lifecycle.open("queue depth", createClickQueueDepth(config.redis.queueUrl, onRedisError));
  watchStores(metrics, stores, { limiter, queue, onUnknown });
  const boardQueues = lifecycle.open("queue board", createBoardQueues(config.redis.queueUrl, onRedisError));
  const overview = startOverviewRecorder(() =>
    readOverview({ db, redis, clickHouse: clickHouseWatch, queue, runbookUrl: config.ops.runbookUrl, onUnknown }),
  );
  const findUserOfSession = inBatches((ids: readonly string[]) => findUsersOfSessions(db, ids));
  return {
    ...changeDeps,
    redis,
    findUserOfSession,
    operators: lifecycle.open(
      "operators",
      createOperatorMemory({ findUser: findUserOfSession, accessChanges, maxAgeMs: opsSessionMs }),
    ),
    findRefused: batchFindRefused(db),
    findDomains: inBatches(wanted => findCodeDomains(db, wanted)),
    batchInserts: batchInserts(changeDeps),
    claimSecrets: createClaimSecrets(config.secretKeys),
    resolveTxt,
    liveClicks,
    accessChanges,
    clicks: createClickReader({ db, config }, clickHouse),
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
    passwordCost,
    background,
    guardedFetch,
    drawQr: createDrawQr(),
    openTools: createToolsOpener(config.decisions, log),
    logos: createLogos(),
    requestRecorder: lifecycle.open(
      "request log",
      createRequestRecorder({
        write: entries => insertRequests(db, entries),
        onDropped: metrics.requestsUnlogged,
        log,
      }),
    ),
    metrics,
    overview,
    boardQueues,
    deadBatches: lifecycle.open("dead batches", createDeadBatches(config.redis.queueUrl, onRedisError)),
    social: config.social.isEnabled ? startSocial({ db, redis, config, log, lifecycle }) : undefined,
    tracing,
  };
}

function openLimiter({ lifecycle }: Root, { counters, onRedisError }: Stores) {
  const counterMemory = lifecycle.open(
    "counter memory",
    watchCounterMemory({ redis: counters, onError: onRedisError }),
  );
  return createRateLimiter({
    redis: counters,
    hasRoom: counterMemory.hasRoom,
    onError: onRedisError,
    now: Date.now,
  });
}

interface WatchedParts extends Pick<Watched, "limiter" | "onUnknown"> {
  queue: ReturnType<typeof createClickQueueDepth>;
}

function watchStores(
  metrics: ManagementMetrics,
  { pool, db, clickHouseWatch, redis, counters }: Stores,
  { limiter, queue, onUnknown }: WatchedParts,
): void {
  const read = <T>(what: string, answer: Promise<T>) => within(metricTimeoutMs, answer, what);
  metrics.watch({
    pool,
    clickHouse: clickHouseWatch,
    limiter,
    readOutbox: () => read("the outbox", readOutbox(db)),
    countNotificationOutbox: () => read("the notifications' outbox", countNotificationOutbox(db)),
    readOpenReports: () => read("the open reports", readOpenReports(db)),
    readBackupAge: () => read("the time of the last backup", readBackupAge(db)),
    queue: {
      readDepth: () => read("the queue's depth", queue.read()),
      findOldest: () => read("the queue's age", queue.findOldest()),
    },
    readMemory: {
      cache: () => read("the memory of the cache", readMemoryUse(redis)),
      queue: () => read("the memory of the queue", readMemoryUse(counters)),
    },
    onUnknown,
  });
}
