import { toTable } from "../report.ts";
import type { QueueRun } from "./run-queue.ts";

/** Computes the throughput of one core from the processor time of Redis. */
export function toQueueReport(runs: readonly QueueRun[]): string {
  const format = (value: number) => Math.round(value).toLocaleString("en");
  return toTable(
    [
      "shards",
      "clicks a batch",
      "in, batches/s",
      "out, batches/s",
      "Redis µs a batch",
      "clicks/s a core",
      "bytes a click",
    ],
    runs.map(run => [
      String(run.shards),
      format(run.clicksPerBatch),
      format(run.shippedPerSecond),
      format(run.takenPerSecond),
      format(run.redisMicroseconds),
      format((1e6 / run.redisMicroseconds) * run.clicksPerBatch),
      format(run.bytesPerBatch / run.clicksPerBatch),
    ]),
  );
}
