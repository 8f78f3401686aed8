import type { ClickQueueDepth } from "@shunt/queue";
import { addScrapeGauge, Counter, createMetrics, Gauge, type Registry } from "@shunt/runtime";
import type { Ingested } from "./ingest/ingest.ts";
import type { StoredClick } from "./ingest/store/stored-click.ts";
import type { DeliveryBacklog } from "./webhooks/delivery-store.ts";
import type { Settled } from "./webhooks/settle-attempt.ts";

export interface WorkerMetricsDeps {
  /** Asks Redis. */
  readDepth: () => Promise<ClickQueueDepth>;
  /** Asks Redis when the oldest batch was put in: milliseconds since the epoch. */
  findOldest: () => Promise<number | undefined>;
  /** Of the queue those that this worker reads. */
  countShards: () => number;
  /** Asks Postgres. */
  countDeadClicks: () => Promise<number>;
  /** Asks Postgres. */
  readDeliveryBacklog: () => Promise<DeliveryBacklog>;
  /** Told why a metric is left out: who would have known does not answer. */
  onUnknown: (err: unknown) => void;
  now: () => number;
}

export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

export function createWorkerMetrics(deps: WorkerMetricsDeps) {
  const registry = createMetrics("worker");
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const batches = counter(
    "shunt_batches_ingested_total",
    "Batches of clicks by outcome; a duplicate was delivered twice and written once",
    ["outcome"],
  );
  const clicks = counter("shunt_clicks_ingested_total", "Clicks written, by class", ["class"]);
  const gone = counter(
    "shunt_clicks_gone_total",
    "Clicks of links that are gone, or whose numbers have been reset meanwhile",
  );
  const orphans = counter("shunt_orphan_hits_total", "Visits that met no link");
  const dead = counter("shunt_clicks_dead_total", "Clicks that Postgres refused, set aside in dead_clicks");
  const failures = counter(
    "shunt_batches_failed_total",
    "Batches that failed, and whether they are tried again or set aside as dead letters",
    ["fate"],
  );
  const mismatches = counter(
    "shunt_aggregate_mismatches_total",
    "Sums of a link's day that the nightly check found to differ from its clicks",
  );
  const deliveries = counter(
    "shunt_webhook_deliveries_total",
    "Attempts to deliver to webhooks, and what became of the delivery",
    ["outcome"],
  );
  const lag = new Gauge({
    name: "shunt_ingest_lag_seconds",
    help: "Age of the newest click of the last batch when it was written",
    registers,
  });
  addGauges(registry, deps);
  return {
    registry,
    settled: (outcome: Settled["fate"]) => deliveries.inc({ outcome }),
    sumsDiffer: () => mismatches.inc(),
    ingested({ isNew, dead: refused, clicks: written, orphanHits, gone: late }: Ingested, now: number) {
      batches.inc({ outcome: isNew ? "written" : "duplicate" });
      if (!isNew) return;
      dead.inc(refused);
      orphans.inc(orphanHits.length);
      gone.inc(late);
      for (const click of written) clicks.inc({ class: click.class });
      if (written.length > 0) lag.set((now - newestTime(written)) / 1_000);
    },
    failed: (isSetAside: boolean) => failures.inc({ fate: isSetAside ? "dead-letter" : "retried" }),
  };
}

/** Read from Redis and Postgres at each scrape. */
function addGauges(registry: Registry, { onUnknown, ...deps }: WorkerMetricsDeps): void {
  const add = (name: string, help: string, read: () => number | Promise<number>) =>
    addScrapeGauge(registry, { name, help, read, onUnknown });
  addScrapeGauge(registry, {
    name: "shunt_click_queue_batches",
    help: "Batches in the queue, by state",
    label: "state",
    read: async () => ({ ...(await deps.readDepth()) }),
    onUnknown,
  });
  add("shunt_click_queue_age_seconds", "Age of the oldest batch that is yet to be ingested, or 0", async () => {
    const oldestAt = await deps.findOldest();
    // Clocks differ: what has just come may seem to come yet.
    return oldestAt === undefined ? 0 : Math.max(0, deps.now() - oldestAt) / 1_000;
  });
  add("shunt_click_queue_shards", "Shards of the queue that are read", deps.countShards);
  add("shunt_dead_clicks", "Clicks that Postgres refused and that wait to be looked at", deps.countDeadClicks);
  add(
    "shunt_webhook_deliveries_pending",
    "Deliveries that webhooks wait for, without those that are off",
    async () => (await deps.readDeliveryBacklog()).pending,
  );
  add(
    "shunt_webhook_oldest_due_seconds",
    "For how long the oldest delivery has been due",
    async () => (await deps.readDeliveryBacklog()).oldestDueSeconds,
  );
}

function newestTime(clicks: readonly StoredClick[]): number {
  return clicks.reduce((newest, { at }) => Math.max(newest, at), 0);
}
