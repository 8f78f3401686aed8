import { Queue, Worker } from "bullmq";
import { upkeepQueue } from "./names.ts";
import { closeWorkers } from "./redis/close-workers.ts";
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
  /** When `stop` waits no longer for the running task. Another worker repeats it. */
  givingUp?: AbortSignal;
  onFailed: (name: string, err: Error) => void;
  onError: (err: Error) => void;
}

/** The second attempt is for a task that was cut off as its worker stopped. */
const jobOptions = { attempts: 2, removeOnComplete: true, removeOnFail: { count: 100 } };

/** Schedules the tasks in Redis and takes part in running them. Any number of workers may call it. */
export async function startUpkeep({ redisUrl, tasks, givingUp, onFailed, onError }: UpkeepOptions) {
  const connection = createConsumerConnection(redisUrl, onError);
  const { name, prefix } = upkeepQueue;
  const queue = new Queue(name, { connection, prefix });
  queue.on("error", onError);
  for (const { key } of await queue.getJobSchedulers()) {
    // Left by a version with other tasks.
    if (!tasks.some(({ name: known }) => known === key)) await queue.removeJobScheduler(key);
  }
  for (const task of tasks) {
    await queue.upsertJobScheduler(task.name, { every: task.everyMs }, { name: task.name, opts: jobOptions });
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
      await closeWorkers(Promise.all([worker.close(), queue.close()]), connection, givingUp);
    },
  };
}
