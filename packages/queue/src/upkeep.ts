import { Queue, Worker } from "bullmq";
import { upkeepQueue } from "./names.ts";
import { createConsumerConnection, runRetryDelayMs } from "./redis/connection.ts";

/** A recurring task. It runs on one worker at a time and must be safe to run twice. */
export interface UpkeepTask {
  name: string;
  everyMs: number;
  run: () => Promise<void>;
}

export interface UpkeepOptions {
  redisUrl: string;
  tasks: readonly UpkeepTask[];
  onFailed: (name: string, err: Error) => void;
  onError: (err: Error) => void;
}

/** Schedules the tasks in Redis and takes part in running them. Any number of workers may call it. */
export async function startUpkeep({ redisUrl, tasks, onFailed, onError }: UpkeepOptions) {
  const connection = createConsumerConnection(redisUrl, onError);
  const { name, prefix } = upkeepQueue;
  const queue = new Queue(name, { connection, prefix });
  queue.on("error", onError);
  for (const { key } of await queue.getJobSchedulers()) {
    // Left by a version with other tasks.
    if (!tasks.some(({ name: known }) => known === key)) await queue.removeJobScheduler(key);
  }
  for (const task of tasks) {
    const keep = { removeOnComplete: true, removeOnFail: { count: 100 } };
    await queue.upsertJobScheduler(task.name, { every: task.everyMs }, { name: task.name, opts: keep });
  }
  const runs = new Map(tasks.map(task => [task.name, task.run]));
  const worker = new Worker(name, async job => runs.get(job.name)?.(), {
    connection,
    prefix,
    runRetryDelay: runRetryDelayMs,
  });
  worker.on("failed", (job, err) => onFailed(job?.name ?? "unknown", err));
  worker.on("error", onError);
  return {
    async stop() {
      await worker.close();
      await queue.close();
      connection.disconnect();
    },
  };
}
