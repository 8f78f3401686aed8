import type { ClickQueueDepth } from "@shunt/queue";
import { Counter, createMetrics, Gauge } from "@shunt/runtime";
import type { Ingested } from "./ingest/ingest.ts";
import type { StoredClick } from "./ingest/stored-click.ts";
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

export function createWorkerMetrics(deps: WorkerMetricsDeps) {
  const { readDepth, findOldest, countShards, countDeadClicks, readDeliveryBacklog, onUnknown, now: readClock } = deps;
  const registry = createMetrics("worker");
  const registers = [registry];
  const batches = new Counter({
    name: "shunt_batches_ingested_total",
    help: "Batches of clicks by outcome; a duplicate was delivered twice and written once",
    labelNames: ["outcome"],
    registers,
  });
  const clicks = new Counter({
    name: "shunt_clicks_ingested_total",
    help: "Clicks written, by class",
    labelNames: ["class"],
    registers,
  });
  const gone = new Counter({
    name: "shunt_clicks_gone_total",
    help: "Clicks of links that are gone, or whose numbers have been reset meanwhile",
    registers,
  });
  const orphans = new Counter({
    name: "shunt_orphan_hits_total",
    help: "Visits that met no link",
    registers,
  });
  const dead = new Counter({
    name: "shunt_clicks_dead_total",
    help: "Clicks that Postgres refused, set aside in dead_clicks",
    registers,
  });
  const failures = new Counter({
    name: "shunt_batches_failed_total",
    help: "Batches that failed, and whether they are tried again or set aside as dead letters",
    labelNames: ["fate"],
    registers,
  });
  const lag = new Gauge({
    name: "shunt_ingest_lag_seconds",
    help: "Age of the newest click of the last batch when it was written",
    registers,
  });
  new Gauge({
    name: "shunt_click_queue_batches",
    help: "Batches in the queue, by state",
    labelNames: ["state"],
    registers,
    async collect() {
      this.reset();
      const depth = await readDepth().catch(onUnknown);
      if (!depth) return;
      for (const [state, count] of Object.entries(depth)) this.set({ state }, count);
    },
  });
  /** What is asked for when it is to be told, and left out when nobody answers: to reset it would make it 0. */
  const addAsked = (name: string, help: string, ask: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await ask().catch(onUnknown);
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  addAsked("shunt_click_queue_age_seconds", "Age of the oldest batch that is yet to be ingested, or 0", async () => {
    const oldestAt = await findOldest();
    // Clocks differ: what has just come may seem to come yet.
    return oldestAt === undefined ? 0 : Math.max(0, readClock() - oldestAt) / 1_000;
  });
  addAsked("shunt_click_queue_shards", "Shards of the queue that are read", async () => countShards());
  addAsked("shunt_dead_clicks", "Clicks that Postgres refused and that wait to be looked at", countDeadClicks);
  const mismatches = new Counter({
    name: "shunt_aggregate_mismatches_total",
    help: "Sums of a link's day that the nightly check found to differ from its clicks",
    registers,
  });
  const deliveries = new Counter({
    name: "shunt_webhook_deliveries_total",
    help: "Attempts to deliver to webhooks, and what became of the delivery",
    labelNames: ["outcome"],
    registers,
  });
  addAsked(
    "shunt_webhook_deliveries_pending",
    "Deliveries that webhooks wait for, without those that are off",
    async () => (await readDeliveryBacklog()).pending,
  );
  addAsked(
    "shunt_webhook_oldest_due_seconds",
    "For how long the oldest delivery has been due",
    async () => (await readDeliveryBacklog()).oldestDueSeconds,
  );
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

function newestTime(clicks: readonly StoredClick[]): number {
  return clicks.reduce((newest, { at }) => Math.max(newest, at), 0);
}
