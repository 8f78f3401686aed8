import { announceInstance } from "@shunt/cache";
import { assertClickHouseMigrated } from "@shunt/clickhouse";
import { assertUsable } from "@shunt/db";
import type { ClickConsumer } from "@shunt/queue";
import { type OpsServer, startOps, watchProcess } from "@shunt/runtime";
import type { Stores } from "./open-stores.ts";
import type { Root } from "./root.ts";
import type { WorkerMetrics } from "./worker-metrics.ts";

/**
 * Creates the operations server and the announcement of this process. `serve` and `announce` do so once, however often they are called: early while the
 * database is awaited, otherwise when the worker consumes.
 *
 * @param getConsumer undefined until the database is ready
 */
export function createOpsServer(
  { config, log, lifecycle }: Root,
  { db, clickHouse, redis }: Stores,
  metrics: WorkerMetrics,
  getConsumer: () => ClickConsumer | undefined,
) {
  let serving: Promise<OpsServer> | undefined;
  let announcing: Promise<void> | undefined;

  async function start(): Promise<OpsServer> {
    const ops = await startOps({
      ...config.ops,
      metrics: metrics.registry,
      checks: {
        database: () => assertUsable(db),
        ...(clickHouse && { clickhouse: () => assertClickHouseMigrated(clickHouse) }),
        queue: async () => assertRunning(getConsumer()),
        eviction: async () => getConsumer()?.assertKeepsJobs(),
      },
      log,
    });
    return lifecycle.open("ops", ops);
  }

  async function startAnnouncing(readiness: OpsServer["readiness"]): Promise<void> {
    const stop = announceInstance({
      redis,
      service: "worker",
      readProcess: watchProcess(),
      readiness,
      silenceMs: config.silenceMs,
      onError: err => log.debug({ err }, "could not announce instance"),
    });
    lifecycle.onStop("announcement", stop);
  }

  const serve = () => {
    serving ??= start();
    return serving;
  };
  return {
    serve,
    announce() {
      announcing ??= serve().then(({ readiness }) => startAnnouncing(readiness));
      return announcing;
    },
  };
}

function assertRunning(consumer: ClickConsumer | undefined): void {
  if (!consumer) throw new Error("the database is not ready");
  if (!consumer.isRunning()) throw new Error("not connected to the queue");
}
