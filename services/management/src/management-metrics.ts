import type { RateLimiter } from "@shunt/cache";
import type { Pool } from "@shunt/db";
import { addScrapeGauge, Counter, createMetrics, createTally, FastHistogram, type Registry } from "@shunt/runtime";

export interface ManagementMetrics {
  registry: Registry;
  /**
   * @param operation name in the contract, or "other"
   * @param statusClass such as "2xx"; "none" if the client left before the response
   * @param tookMs undefined if the duration depends on the client
   */
  answered(operation: string, statusClass: string, tookMs: number | undefined): void;
  refused(limit: string): void;
  replayed(): void;
  /** Registers gauges that are read with each scrape. */
  watch(watched: Watched): void;
}

export interface Watched {
  pool: Pool;
  limiter: Pick<RateLimiter, "countsLocally">;
  /** These two query Postgres. */
  countOutbox: () => Promise<number>;
  countNotificationOutbox: () => Promise<number>;
  /** Called when a metric is left out because its source does not respond. */
  onUnknown: (err: unknown) => void;
}

/** Seconds: from responses without a query to bulk requests of ten thousand rows. */
const buckets = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createManagementMetrics(): ManagementMetrics {
  const registry = createMetrics("management");
  const registers = [registry];
  const countAnswer = createTally(registry, {
    name: "shunt_http_requests_total",
    help: "Requests by operation and status class",
    labelNames: ["operation", "status_class"],
  });
  const durations = new FastHistogram({
    name: "shunt_http_request_duration_seconds",
    help: "Seconds from the request's headers to the end of the response, by operation",
    labelName: "operation",
    buckets,
    registry,
  });
  const refusals = new Counter({
    name: "shunt_rate_limit_refusals_total",
    help: "Requests refused by a rate limit",
    labelNames: ["limit"],
    registers,
  });
  const replays = new Counter({
    name: "shunt_idempotent_replays_total",
    help: "Responses replayed for an Idempotency-Key",
    registers,
  });
  return {
    registry,
    answered(operation, statusClass, tookMs) {
      countAnswer(operation, statusClass);
      if (tookMs !== undefined) durations.observe(operation, tookMs / 1_000);
    },
    refused: limit => refusals.inc({ limit }),
    replayed: () => replays.inc(),
    watch: watched => addWatched(registry, watched),
  };
}

function addWatched(registry: Registry, { pool, limiter, onUnknown, ...watched }: Watched): void {
  addScrapeGauge(registry, {
    name: "shunt_postgres_pool",
    help: "Postgres connections that are open (total) or unused (idle), and queries that wait for one (waiting)",
    label: "state",
    read: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  });
  addScrapeGauge(registry, {
    name: "shunt_rate_limit_fallback",
    help: "1 while this process counts rate limits itself because Redis does not respond, else 0",
    read: () => (limiter.countsLocally() ? 1 : 0),
  });
  addScrapeGauge(registry, {
    name: "shunt_cache_outbox_rows",
    help: "Changes of links and domains that have not reached the caches yet",
    read: watched.countOutbox,
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_notification_outbox_rows",
    help: "Notifications that have not been delivered yet",
    read: watched.countNotificationOutbox,
    onUnknown,
  });
}
