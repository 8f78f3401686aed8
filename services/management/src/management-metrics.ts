import type { MemoryUse, RateLimiter } from "@shunt/cache";
import type { ClickHouseWatch } from "@shunt/clickhouse";
import { operations } from "@shunt/contracts/operations";
import type { Pool } from "@shunt/db";
import {
  addClickHouseUp,
  addQueueMetrics,
  addScrapeGauge,
  createCounter,
  createMetrics,
  createTally,
  FastHistogram,
  type QueueMetricsDeps,
  type Registry,
  watchPools,
} from "@shunt/runtime";
import { type LimitName, limitNames } from "./limit-names.ts";

export interface ManagementMetrics {
  registry: Registry;
  /**
   * @param operation name in the contract, or "other"
   * @param statusClass one of `statusClasses`
   * @param tookMs undefined if the duration depends on the client
   */
  answered(operation: string, statusClass: string, tookMs: number | undefined): void;
  refused(limit: LimitName): void;
  replayed(): void;
  /** @param count requests that the log for developers does not have */
  requestsUnlogged(count: number): void;
  /** Registers gauges that are read with each scrape. */
  watch(watched: Watched): void;
}

export interface Watched {
  pool: Pool;
  /** Undefined if clicks are in Postgres. */
  clickHouse: Pick<ClickHouseWatch, "assertAnswers"> | undefined;
  limiter: Pick<RateLimiter, "countsLocally">;
  /** These four query Postgres. */
  readOutbox: () => Promise<{ changes: number; oldestSeconds: number }>;
  countNotificationOutbox: () => Promise<number>;
  readBackupAge: () => Promise<number | undefined>;
  readOpenReports: () => Promise<{ count: number; oldestSeconds: number }>;
  queue: Pick<QueueMetricsDeps, "readDepth" | "findOldest">;
  /** Memory use by purpose of the Redis. */
  readMemory: Readonly<Record<"cache" | "queue", () => Promise<MemoryUse>>>;
  /** Called when a metric is left out because its source does not respond. */
  onUnknown: (err: unknown) => void;
}

/** Seconds: from responses without a query to bulk requests of ten thousand rows. */
const buckets = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** "none" if the client left before the response. */
const statusClasses = ["2xx", "3xx", "4xx", "5xx", "none"];

export function createManagementMetrics(): ManagementMetrics {
  const registry = createMetrics("management");
  const countAnswer = createTally(registry, {
    name: "shunt_http_requests_total",
    help: "Requests by operation and status class",
    labelNames: ["operation", "status_class"],
    startAtZero: [...Object.keys(operations), "other"].flatMap(name =>
      statusClasses.map(each => [name, each] as const),
    ),
  });
  const durations = new FastHistogram({
    name: "shunt_http_request_duration_seconds",
    help: "Seconds from the request's headers to the end of the response, by operation",
    labelName: "operation",
    buckets,
    registry,
  });
  const refusals = createCounter(registry, {
    name: "shunt_rate_limit_refusals_total",
    help: "Requests refused by a rate limit",
    labels: { limit: limitNames },
  });
  const replays = createCounter(registry, {
    name: "shunt_idempotent_replays_total",
    help: "Responses replayed for an Idempotency-Key",
  });
  const unlogged = createCounter(registry, {
    name: "shunt_request_log_dropped_total",
    help: "Requests with API keys that the request log does not have",
  });
  return {
    registry,
    answered(operation, statusClass, tookMs) {
      countAnswer(operation, statusClass);
      if (tookMs !== undefined) durations.observe(operation, tookMs / 1_000);
    },
    refused: limit => refusals.inc({ limit }),
    replayed: () => replays.inc(),
    requestsUnlogged: count => unlogged.inc(count),
    watch: watched => addWatched(registry, watched),
  };
}

function addWatched(registry: Registry, { pool, limiter, onUnknown, ...watched }: Watched): void {
  watchPools(registry, { common: pool });
  addClickHouseUp(registry, watched.clickHouse?.assertAnswers);
  addQueueMetrics(registry, { ...watched.queue, onUnknown, now: Date.now });
  addMemory(registry, watched.readMemory, onUnknown);
  addScrapeGauge(registry, {
    name: "shunt_rate_limit_fallback",
    help: "1 while this process counts rate limits itself because Redis does not respond, else 0",
    read: () => (limiter.countsLocally() ? 1 : 0),
  });
  addScrapeGauge(registry, {
    name: "shunt_cache_outbox_rows",
    help: "Changes of links and domains that have not reached the caches yet",
    read: async () => (await watched.readOutbox()).changes,
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_cache_outbox_age_seconds",
    help: "Age in seconds of the oldest change that has not reached the caches yet, or 0",
    read: async () => (await watched.readOutbox()).oldestSeconds,
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_notification_outbox_rows",
    help: "Notifications that have not been delivered yet",
    read: watched.countNotificationOutbox,
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_backup_age_seconds",
    help: "Seconds since the last backup by shunt backup; absent without one",
    read: watched.readBackupAge,
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_open_reports",
    help: "Reports of links that no administrator has closed yet",
    read: async () => (await watched.readOpenReports()).count,
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_open_report_age_seconds",
    help: "Seconds since the first report of the link that has waited longest for an administrator, or 0",
    read: async () => (await watched.readOpenReports()).oldestSeconds,
    onUnknown,
  });
}

function addMemory(registry: Registry, readMemory: Watched["readMemory"], onUnknown: Watched["onUnknown"]): void {
  const readAll = async (toBytes: (use: MemoryUse) => number) => {
    const reads = Object.entries(readMemory).map(async ([store, read]) => {
      try {
        return [[store, toBytes(await read())] as const];
      } catch (err) {
        onUnknown(err);
        return [];
      }
    });
    return Object.fromEntries((await Promise.all(reads)).flat());
  };
  addScrapeGauge(registry, {
    name: "shunt_redis_memory_used_bytes",
    help: "Memory in use of the Redis for the cache and of that for the queue; in a cluster, of its fullest master",
    label: "store",
    read: () => readAll(({ usedBytes }) => usedBytes),
  });
  addScrapeGauge(registry, {
    name: "shunt_redis_memory_limit_bytes",
    help: "maxmemory of that server, or the memory of its machine if it has no limit",
    label: "store",
    read: () => readAll(({ limitBytes }) => limitBytes),
  });
}
