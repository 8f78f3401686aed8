import type { ClickConsumer } from "@shunt/queue";
import { type Lifecycle, type Telemetry, watchPools } from "@shunt/runtime";
import { awaitDatabase } from "./await-database.ts";
import type { Config } from "./config.ts";
import { readOldestDueCheck } from "./health/check-store.ts";
import { countBegun } from "./ingest/clickhouse/count-begun.ts";
import { countDeadClicks } from "./ingest/dead/dead-clicks.ts";
import { openStores, type Stores } from "./open-stores.ts";
import { createOpsServer } from "./ops-server.ts";
import type { Root } from "./root.ts";
import { startChecking } from "./start-checking.ts";
import { startConsuming } from "./start-consuming.ts";
import { openMailer, startDelivering } from "./start-delivering.ts";
import { addReputationGauges, startReputation } from "./start-reputation.ts";
import { startUpkeepTasks } from "./start-upkeep-tasks.ts";
import { readDeliveryBacklog } from "./webhooks/delivery-store.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

/**
 * Starts to consume when the database is ready; until then, the worker reports that it is not ready.
 *
 * Returns the ops port, which the system chooses if it is configured as 0.
 */
export async function startWorker(config: Config, telemetry: Telemetry, lifecycle: Lifecycle) {
  // Opened first and so closed last, to export the spans of the shutdown.
  if (telemetry.tracing) lifecycle.open("traces", telemetry.tracing);
  const whole = { config, ...telemetry, lifecycle };
  const stores = await openStores(whole);
  let consumer: ClickConsumer | undefined;
  const metrics = createServiceMetrics(whole, stores, () => consumer?.countShards() ?? 0);
  const mailer = openMailer(whole, metrics);
  // The parts below are independent of each other.
  const root = { ...whole, lifecycle: lifecycle.openGroup() };
  const ops = createOpsServer(root, stores, metrics, () => consumer);
  await awaitDatabase(root, stores, ops.announce);
  consumer = await startConsuming(root, stores, metrics);
  const { port } = await ops.serve();
  await startUpkeepTasks(root, stores, metrics);
  startDelivering(root, { ...stores, mailer }, metrics);
  startChecking(root, stores, metrics);
  startReputation(root, stores);
  await ops.announce();
  telemetry.log.info({ opsPort: port }, "consuming clicks");
  return { opsPort: port };
}

function createServiceMetrics(root: Root, stores: Stores, countShards: () => number) {
  const { db, clickHouseWatch, queueDepth } = stores;
  const metrics = createWorkerMetrics({
    readDepth: queueDepth.read,
    findOldest: queueDepth.findOldest,
    countShards,
    countDeadClicks: () => countDeadClicks(db),
    readDeliveryBacklog: () => readDeliveryBacklog(db),
    readOldestDueCheck: () => readOldestDueCheck(db),
    clickHouse: { watch: clickHouseWatch, countBegun: () => countBegun(db) },
    onUnknown: err => root.log.debug({ err }, "metric unavailable"),
    now: Date.now,
  });
  addReputationGauges(root, stores, metrics);
  watchPools(metrics.registry, { common: stores.commonPool, ingest: stores.pool });
  return metrics;
}
