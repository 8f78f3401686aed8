import cluster, { type Worker } from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";
import { collectReadiness } from "../http/cluster-readiness.ts";
import { startOpsServer } from "../http/ops-server.ts";
import { createClusterMetrics } from "../metrics/metrics.ts";
import { type Lifecycle, runService } from "./lifecycle.ts";
import type { Logger } from "./logger.ts";

export interface ClusterOptions {
  /** Processes that share the public port. With 1, the service runs without a cluster. */
  processes: number;
  /** The primary serves health and metrics of all processes there. */
  opsHost: string;
  opsPort: number;
}

/** Slows down a crash loop. */
const restartDelayMs = 1_000;

/**
 * Runs a service in several processes on one machine. The primary distributes connections, restarts workers that exit by themselves,
 * and passes SIGTERM on. Each worker stops like a service of its own.
 */
export async function runCluster(
  log: Logger,
  { processes, opsHost, opsPort }: ClusterOptions,
  start: (lifecycle: Lifecycle) => Promise<void>,
): Promise<void> {
  if (processes === 1 || cluster.isWorker) return runService(log, start);
  return runService(log, async lifecycle => {
    const check = () => collectReadiness(processes);
    const ops = await startOpsServer({ host: opsHost, port: opsPort }, createClusterMetrics(), check, log);
    lifecycle.onStop("ops", ops.stop);
    lifecycle.onStop("workers", () => Promise.all(Object.values(cluster.workers ?? {}).map(end)));
    for (let i = 0; i < processes; i++) keepRunning(log, lifecycle.stopping);
    log.info({ processes, opsPort: ops.port }, "cluster started");
  });
}

function keepRunning(log: Logger, stopping: AbortSignal): void {
  const worker = cluster.fork();
  worker.once("exit", (code, signal) => {
    if (stopping.aborted) return;
    log.error({ worker: worker.process.pid, code, signal }, "cluster worker exited, restarting");
    void sleep(restartDelayMs).then(() => {
      if (!stopping.aborted) keepRunning(log, stopping);
    });
  });
}

async function end(worker: Worker | undefined): Promise<void> {
  if (!worker || worker.isDead()) return;
  const ended = new Promise<void>(resolve => worker.once("exit", () => resolve()));
  worker.process.kill("SIGTERM");
  await ended;
}
