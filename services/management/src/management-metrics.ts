import type { RateLimiter } from "@shunt/cache";
import type { Pool } from "@shunt/db";
import { addScrapeGauge, Counter, createMetrics, createTally, FastHistogram, type Registry } from "@shunt/runtime";

export interface ManagementMetrics {
  registry: Registry;
  /**
   * @param operation its name in the contract, or "other"
   * @param statusClass such as "2xx"; "none" where the client went before it was answered
   * @param tookMs undefined where that is up to the client
   */
  answered(operation: string, statusClass: string, tookMs: number | undefined): void;
  /** A request was turned away by a limit. */
  refused(limit: string): void;
  /** An answer was given again for an Idempotency-Key. */
  replayed(): void;
  /** Reads what is to be read elsewhere whenever the metrics are asked for. */
  watch(watched: Watched): void;
}

export interface Watched {
  pool: Pool;
  limiter: Pick<RateLimiter, "countsLocally">;
  /** These two ask Postgres. */
  countOutbox: () => Promise<number>;
  countNotificationOutbox: () => Promise<number>;
  /** Told why a metric is left out: who would have known does not answer. */
  onUnknown: (err: unknown) => void;
}

/** From an answer without a question to the database, to one of ten thousand rows; seconds. */
const buckets = [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createManagementMetrics(): ManagementMetrics {
  const registry = createMetrics("management");
  const registers = [registry];
  const countAnswer = createTally(registry, {
    name: "shunt_http_requests_total",
    help: "Requests by operation, and by the class of their answer's status",
    labelNames: ["operation", "status_class"],
  });
  const durations = new FastHistogram({
    name: "shunt_http_request_duration_seconds",
    help: "Time from a request's headers to the end of its answer, by operation",
    labelName: "operation",
    buckets,
    registry,
  });
  const refusals = new Counter({
    name: "shunt_rate_limit_refusals_total",
    help: "Requests that a limit has turned away",
    labelNames: ["limit"],
    registers,
  });
  const replays = new Counter({
    name: "shunt_idempotent_replays_total",
    help: "Answers that were given again for their Idempotency-Key",
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
    help: "Connections to Postgres that are open (total) and unused (idle), and questions that wait for one (waiting)",
    label: "state",
    read: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  });
  addScrapeGauge(registry, {
    name: "shunt_rate_limit_fallback",
    help: "1 while this process counts requests by itself, as Redis did not answer the last time",
    read: () => (limiter.countsLocally() ? 1 : 0),
  });
  addScrapeGauge(registry, {
    name: "shunt_cache_outbox_rows",
    help: "Changes of links and domains that the caches have yet to hear of",
    read: watched.countOutbox,
    onUnknown,
  });
  addScrapeGauge(registry, {
    name: "shunt_notification_outbox_rows",
    help: "Notifications that are yet to be delivered",
    read: watched.countNotificationOutbox,
    onUnknown,
  });
}
