import { announceInstance } from "@shunt/cache";
import { assertMigrated } from "@shunt/db";
import { type Lifecycle, startOps, type Telemetry, watchPools, watchProcess } from "@shunt/runtime";
import type { Config } from "./config.ts";
import { countDeadClicks } from "./ingest/dead/dead-clicks.ts";
import { openStores, type Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import { startConsuming } from "./start-consuming.ts";
import { startDelivering } from "./start-delivering.ts";
import { startUpkeepTasks } from "./start-upkeep-tasks.ts";
import { readDeliveryBacklog } from "./webhooks/delivery-store.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

/** Returns the ops port, which the system chooses if it is configured as 0. */
export async function startWorker(config: Config, telemetry: Telemetry, lifecycle: Lifecycle) {
  // Opened first and so closed last, to export the spans of the shutdown.
  if (telemetry.tracing) lifecycle.open("traces", telemetry.tracing);
  const root = { config, ...telemetry, lifecycle };
  const stores = await openStores(root);
  const metrics = createServiceMetrics(root, stores, () => consumer.countShards());
  const consumer = await startConsuming(root, stores, metrics);
  const ops = await startOps({
    ...config.ops,
    metrics: metrics.registry,
    checks: {
      database: () => assertMigrated(stores.db),
      queue: async () => assertRunning(consumer.isRunning()),
      eviction: () => consumer.assertKeepsJobs(),
    },
    log: telemetry.log,
  });
  lifecycle.open("ops", ops);
  await startUpkeepTasks(root, stores, metrics);
  startDelivering(root, stores, metrics);
  const stopAnnouncing = announceInstance({
    redis: stores.redis,
    service: "worker",
    readProcess: watchProcess(),
    readiness: ops.readiness,
    silenceMs: config.silenceMs,
    onError: err => telemetry.log.debug({ err }, "could not announce instance"),
  });
  lifecycle.onStop("announcement", stopAnnouncing);
  telemetry.log.info({ opsPort: ops.port }, "consuming clicks");
  return { opsPort: ops.port };
}

function createServiceMetrics({ log }: Root, stores: Stores, countShards: () => number) {
  const { db, queueDepth } = stores;
  const metrics = createWorkerMetrics({
    readDepth: queueDepth.read,
    findOldest: queueDepth.findOldest,
    countShards,
    countDeadClicks: () => countDeadClicks(db),
    readDeliveryBacklog: () => readDeliveryBacklog(db),
    onUnknown: err => log.debug({ err }, "metric unavailable"),
    now: Date.now,
  });
  watchPools(metrics.registry, { common: stores.commonPool, ingest: stores.pool });
  return metrics;
}

function assertRunning(isRunning: boolean): void {
  if (!isRunning) throw new Error("not connected to the queue");
}
