import { clickClasses } from "@shunt/contracts/clicks";
import type { ClickQueueDepth } from "@shunt/queue";
import { addQueueMetrics, addScrapeGauge, createCounter, createMetrics, type Registry } from "@shunt/runtime";
import { addClickHouseMetrics, type ClickHouseMetricsDeps } from "./clickhouse-metrics.ts";
import { type CheckResult, checkKinds } from "./health/check-destination.ts";
import type { Ingested, Written } from "./ingest/ingest.ts";
import { type WideReason, wideReasons } from "./ingest/slim/split-by-form.ts";
import type { StoredClick } from "./ingest/store/stored-click.ts";
import type { DeliveryBacklog } from "./webhooks/delivery-store.ts";
import { fates, type Settled } from "./webhooks/settle-attempt.ts";

export interface WorkerMetricsDeps {
  readDepth: () => Promise<ClickQueueDepth>;
  /** Milliseconds since the epoch. */
  findOldest: () => Promise<number | undefined>;
  countShards: () => number;
  countDeadClicks: () => Promise<number>;
  readDeliveryBacklog: () => Promise<DeliveryBacklog>;
  readOldestDueCheck: () => Promise<number>;
  clickHouse: Omit<ClickHouseMetricsDeps, "onUnknown">;
  /** Called when a metric is left out because its source does not respond. */
  onUnknown: (err: unknown) => void;
  now: () => number;
}

/** Longer than between two scrapes. Without a limit, the last batch before a quiet period would look late until the next click. */
const lagValidMs = 60_000;

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

export function createWorkerMetrics(deps: WorkerMetricsDeps) {
  const registry = createMetrics("worker");
  const counter = (name: string, help: string) => createCounter(registry, { name, help });
  const batches = createCounter(registry, {
    name: "shunt_batches_ingested_total",
    help: "Click batches by outcome; a duplicate was delivered twice and written once",
    labels: { outcome: ["written", "duplicate"] },
  });
  const clicks = createCounter(registry, {
    name: "shunt_clicks_ingested_total",
    help: "Clicks written, by class",
    labels: { class: clickClasses },
  });
  const gone = counter(
    "shunt_clicks_gone_total",
    "Clicks dropped because their link was deleted or its statistics were reset",
  );
  const orphans = counter("shunt_orphan_hits_total", "Visits to a domain's root or to codes without a link");
  const dead = counter("shunt_clicks_dead_total", "Clicks that Postgres refused and that were moved to dead_clicks");
  const failures = createCounter(registry, {
    name: "shunt_batches_failed_total",
    help: "Failed batches by fate: retried or moved to the dead letters",
    labels: { fate: ["retried", "dead-letter"] },
  });
  const mismatches = counter(
    "shunt_aggregate_mismatches_total",
    "Daily sums of links that the nightly check found to differ from their clicks",
  );
  const deliveries = createCounter(registry, {
    name: "shunt_webhook_deliveries_total",
    help: "Webhook delivery attempts by outcome",
    labels: { outcome: fates },
  });
  const linkChecks = createCounter(registry, {
    name: "shunt_link_checks_total",
    help: "Checks of destinations by result; hidden destinations have no public address",
    labels: { result: checkKinds },
  });
  const wide = createCounter(registry, {
    name: "shunt_wide_clicks_total",
    help: "Clicks written to click_events with their values instead of to slim_clicks, by reason",
    labels: { reason: wideReasons },
  });
  let lag = { seconds: 0, measuredAt: 0 };
  addScrapeGauge(registry, {
    name: "shunt_ingest_lag_seconds",
    help: "Age in seconds of the newest click of the last batch when it was written; 0 after a minute without a batch",
    read: () => (deps.now() - lag.measuredAt < lagValidMs ? lag.seconds : 0),
    aggregator: "max",
  });
  addGauges(registry, deps);
  const measureInserts = addClickHouseMetrics(registry, { ...deps.clickHouse, onUnknown: deps.onUnknown });
  return {
    registry,
    measureInserts,
    wideWritten: (reason: WideReason, count: number) => wide.inc({ reason }, count),
    settled: (outcome: Settled["fate"]) => deliveries.inc({ outcome }),
    linkChecked: (result: CheckResult["kind"]) => linkChecks.inc({ result }),
    mismatchFound: () => mismatches.inc(),
    ingested({ isNew, orphanHits, gone: late }: Ingested) {
      batches.inc({ outcome: isNew ? "written" : "duplicate" });
      if (!isNew) return;
      orphans.inc(orphanHits.length);
      gone.inc(late);
    },
    written({ clicks: written, dead: refused }: Written, now: number) {
      dead.inc(refused);
      for (const [name, count] of countByClass(written)) clicks.inc({ class: name }, count);
      if (written.length === 0) return;
      // The clock of a redirect may be ahead.
      lag = { seconds: Math.max(0, now - newestTime(written)) / 1_000, measuredAt: now };
    },
    failed: (isSetAside: boolean) => failures.inc({ fate: isSetAside ? "dead-letter" : "retried" }),
  };
}

/** Gauges that query Redis and Postgres at each scrape. */
function addGauges(registry: Registry, { onUnknown, ...deps }: WorkerMetricsDeps): void {
  const add = (name: string, help: string, read: () => number | Promise<number>) =>
    addScrapeGauge(registry, { name, help, read, onUnknown });
  addQueueMetrics(registry, { ...deps, onUnknown });
  add("shunt_click_queue_shards", "Queue shards that this worker reads", deps.countShards);
  add("shunt_dead_clicks", "Clicks in dead_clicks, which Postgres refused", deps.countDeadClicks);
  add(
    "shunt_webhook_deliveries_pending",
    "Pending deliveries of active webhooks",
    async () => (await deps.readDeliveryBacklog()).pending,
  );
  add(
    "shunt_webhook_oldest_due_seconds",
    "Seconds since the oldest pending delivery became due",
    async () => (await deps.readDeliveryBacklog()).oldestDueSeconds,
  );
  add(
    "shunt_link_check_oldest_due_seconds",
    "Seconds since the oldest check of a destination became due",
    deps.readOldestDueCheck,
  );
}

function countByClass(clicks: readonly StoredClick[]): Map<StoredClick["class"], number> {
  const counts = new Map<StoredClick["class"], number>();
  for (const click of clicks) counts.set(click.class, (counts.get(click.class) ?? 0) + 1);
  return counts;
}

function newestTime(clicks: readonly StoredClick[]): number {
  return clicks.reduce((newest, { at }) => Math.max(newest, at), 0);
}
