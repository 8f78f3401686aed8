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
  /** Time between checks that Redis still has the schedule (default 30 s). */
  scheduleCheckMs?: number;
  /** When `stop` waits no longer for the running task. Another worker repeats it. */
  givingUp?: AbortSignal;
  onFailed: (name: string, err: Error) => void;
  onError: (err: Error) => void;
}

const defaultScheduleCheckMs = 30_000;

/** The second attempt is for a task that was cut off as its worker stopped. */
const jobOptions = { attempts: 2, removeOnComplete: true, removeOnFail: { count: 100 } };

/**
 * Schedules the tasks in Redis and takes part in running them. Any number of workers may call it. A schedule that Redis
 * loses is restored.
 */
export async function startUpkeep({
  redisUrl,
  tasks,
  scheduleCheckMs = defaultScheduleCheckMs,
  givingUp,
  onFailed,
  onError,
}: UpkeepOptions) {
  const connection = createConsumerConnection(redisUrl, onError);
  const { name, prefix } = upkeepQueue;
  const queue = new Queue(name, { connection, prefix });
  queue.on("error", onError);
  for (const { key } of await queue.getJobSchedulers()) {
    // Left by a version with other tasks.
    if (!tasks.some(({ name: known }) => known === key)) await queue.removeJobScheduler(key);
  }
  await restoreSchedule(queue, tasks);
  // Also of tasks that are scheduled: their period may be new.
  for (const task of tasks) await schedule(queue, task);
  const stopKeeping = keepSchedule(queue, tasks, { everyMs: scheduleCheckMs, onError });
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
      stopKeeping();
      await closeWorkers(Promise.all([worker.close(), queue.close()]), connection, givingUp);
    },
  };
}

/** Restores the schedule from time to time. Without Redis, a check waits, and no other begins. */
function keepSchedule(
  queue: Queue,
  tasks: readonly UpkeepTask[],
  { everyMs, onError }: { everyMs: number; onError: (err: Error) => void },
): () => void {
  let isChecking = false;
  let isStopped = false;
  const timer = setInterval(async () => {
    if (isChecking) return;
    isChecking = true;
    try {
      await restoreSchedule(queue, tasks);
    } catch (err) {
      // Stopping closes the connection of a check that waits.
      if (!isStopped) onError(err as Error);
    } finally {
      isChecking = false;
    }
  }, everyMs);
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

/**
 * Schedules the tasks that Redis does not have, because it was flushed or replaced by an empty one, or has for a time that
 * a worker chose whose clock was ahead.
 */
async function restoreSchedule(queue: Queue, tasks: readonly UpkeepTask[]): Promise<void> {
  const nextRuns = new Map((await queue.getJobSchedulers()).map(({ key, next }) => [key, next]));
  for (const task of tasks) {
    const next = nextRuns.get(task.name);
    if (next !== undefined && next <= Date.now() + 2 * task.everyMs) continue;
    // Otherwise BullMQ keeps the time.
    if (next !== undefined) await queue.removeJobScheduler(task.name);
    await schedule(queue, task);
  }
}

async function schedule(queue: Queue, { name, everyMs }: UpkeepTask): Promise<void> {
  await queue.upsertJobScheduler(name, { every: everyMs }, { name, opts: jobOptions });
}
