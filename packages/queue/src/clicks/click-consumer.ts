import type { ClickBatch } from "@shunt/contracts/clicks";
import { type Job, type JobJson, UnrecoverableError, Worker } from "bullmq";
import { toLockTimes } from "../lock-times.ts";
import { clickShards, type QueueName } from "../names.ts";
import { closeWorkers } from "../redis/close-workers.ts";
import { createConsumerConnection, type QueueConnection, runRetryDelayMs } from "../redis/connection.ts";
import { assertNeverEvicts } from "../redis/never-evicts.ts";
import { type ShardReader, ShardReaders } from "../shards/shard-readers.ts";
import { watchShards } from "../shards/shard-watch.ts";
import { WantedShards } from "../shards/wanted-shards.ts";
import { type BatchOrigin, toBatchOrigin } from "./batch-origin.ts";
import { clickBackoff } from "./click-backoff.ts";
import { type ClickColumns, NewerBatchError, parseClickBatch } from "./click-batch.ts";

/** BullMQ's default fails a job permanently when its second worker dies. */
const maxStalledCount = 1_000;

export interface ClickConsumerOptions {
  redisUrl: string;
  /** Shards that are always read (default 1). Others are read within seconds while they have batches. */
  shardCount?: number;
  /** Concurrent batches over all shards; at least `maxClickShards`, as every shard may hold batches. */
  concurrency: number;
  /** A worker that is silent this long loses its batches to another. */
  silenceMs: number;
  /** When `stop` waits no longer for running batches. Other workers take them over. */
  givingUp?: AbortSignal;
  /** Must be safe to call twice with the same name. */
  ingest: (name: string, clicks: ClickColumns, origin: BatchOrigin) => Promise<void>;
  /** Whether the clicks cause the error, so that a retry cannot help. */
  isPoison: (err: unknown) => boolean;
  /** `isSetAside`: the batch became a dead letter; otherwise it will be retried. */
  onFailed: (name: string, err: Error, isSetAside: boolean) => void;
  /** Called after a batch has left the queue. */
  onIngested?: () => void;
  onError: (err: Error) => void;
}

export interface ClickConsumer {
  isRunning(): boolean;
  countShards(): number;
  /** @throws Error if its Redis may evict jobs or does not respond */
  assertKeepsJobs(): Promise<void>;
  /** Waits for running batches until `givingUp` aborts. */
  stop(): Promise<void>;
}

export function createClickConsumer(options: ClickConsumerOptions): ClickConsumer {
  const { redisUrl, shardCount = 1, concurrency, givingUp, onError } = options;
  const connection = createConsumerConnection(redisUrl, onError);
  const wanted = new WantedShards(clickShards.slice(0, shardCount), () => performance.now());
  const readers = new ShardReaders(concurrency, shard =>
    openReader(shard, connection, options, () => wanted.markActive(shard)),
  );
  readers.read(wanted.list());
  const watch = watchShards({
    redisUrl,
    onFound(shards) {
      for (const shard of shards) wanted.markActive(shard);
      readers.read(wanted.list());
    },
    onError,
  });
  return {
    isRunning: () => readers.isRunning() && connection.status === "ready",
    countShards: () => readers.count,
    assertKeepsJobs: () => assertNeverEvicts(connection),
    async stop() {
      await closeWorkers(Promise.all([watch.stop(), readers.stop()]), connection, givingUp);
    },
  };
}

function openReader(
  { name, prefix }: QueueName,
  connection: QueueConnection,
  options: ClickConsumerOptions,
  onTaken: () => void,
): ShardReader {
  const worker = new ClickWorker(name, job => ingestJob(job, options), {
    connection,
    prefix,
    ...toLockTimes(options.silenceMs),
    runRetryDelay: runRetryDelayMs,
    maxStalledCount,
    settings: { backoffStrategy: clickBackoff.delayMs },
  });
  worker.on("active", onTaken);
  worker.on("completed", () => options.onIngested?.());
  worker.on("failed", (job, err) => {
    options.onFailed(job?.id ?? "unknown", err, err instanceof UnrecoverableError);
  });
  worker.on("error", options.onError);
  return {
    isRunning: () => worker.isRunning(),
    setConcurrency(count) {
      worker.concurrency = count;
    },
    stop: () => worker.close().catch(options.onError),
  };
}

/** BullMQ cannot read a job whose data is not JSON and retries it forever. Here it becomes a job without data. */
class ClickWorker extends Worker {
  protected override createJob(data: JobJson, jobId: string): Job {
    try {
      return super.createJob(data, jobId);
    } catch {
      return super.createJob({ ...data, data: "null" }, jobId);
    }
  }
}

async function ingestJob(job: Job, { ingest, isPoison }: ClickConsumerOptions): Promise<void> {
  const clicks = parse(job);
  try {
    await ingest(job.id as string, clicks, toBatchOrigin(job.data as ClickBatch));
  } catch (err) {
    if (isPoison(err)) throw toDeadLetter(err);
    throw err;
  }
}

function parse(job: Job): ClickColumns {
  try {
    return parseClickBatch(job.data);
  } catch (err) {
    // During a rolling update, a newer worker will take it.
    if (err instanceof NewerBatchError) throw err;
    throw toDeadLetter(err);
  }
}

/** BullMQ fails the job permanently but keeps it for inspection and a manual retry. */
function toDeadLetter(err: unknown): UnrecoverableError {
  const reason = err instanceof Error ? err.message : String(err);
  // Operators list dead batches, one line each.
  return new UnrecoverableError(reason.replace(/\s+/g, " "));
}
