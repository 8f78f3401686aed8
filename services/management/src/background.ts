import { createLane, type Logger, within } from "@shunt/runtime";

const maxUnfinished = 1_000;
/** Each kind of work has its own share, so that slow pages do not delay mail. */
const bounds = { running: 4, runningPerOwner: 2, waiting: maxUnfinished, waitingPerOwner: maxUnfinished };
const stopTimeoutMs = 5_000;

export interface Background {
  /** Queues a task and logs its failure. Tasks are dropped, and logged, when too many are queued. */
  run(name: string, work: () => Promise<void>): void;
  /** Resolves when all tasks are finished, or after a timeout. */
  stop(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const lane = createLane({ name: "background", noun: "tasks", ...bounds });
  const unfinished = new Set<Promise<void>>();
  return {
    run(name, work) {
      if (unfinished.size >= maxUnfinished) return log.error({ name }, "background queue full, task dropped");
      const done = lane
        .run(name, undefined, work)
        .catch((err: unknown) => log.error({ err, name }, "background task failed"))
        .finally(() => unfinished.delete(done));
      unfinished.add(done);
    },
    async stop() {
      await within(stopTimeoutMs, Promise.all(unfinished), "background tasks").catch((err: unknown) =>
        log.error({ err, count: unfinished.size }, "stopped with unfinished background tasks"),
      );
    },
  };
}
