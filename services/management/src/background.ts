import { createLane, type Logger, within } from "@shunt/runtime";

const maxUnfinished = 1_000;
/** Kinds of work take turns and have a share each, so that slow pages do not hold up mail. */
const bounds = { running: 4, runningPerOwner: 2, waiting: maxUnfinished, waitingPerOwner: maxUnfinished };
const stopTimeoutMs = 5_000;

/** What nobody waits for, such as mail. */
export interface Background {
  /** Begins when its turn comes; that it failed is logged. What comes when too much waits already is not done. */
  run(name: string, work: () => Promise<void>): void;
  /** Resolves when all is done, or has had its time. */
  stop(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const lane = createLane({ name: "background", what: "tasks", ...bounds });
  const unfinished = new Set<Promise<void>>();
  return {
    run(name, work) {
      if (unfinished.size >= maxUnfinished) return log.error({ name }, "too much waits to be done; this is not done");
      const done = lane
        .run(name, undefined, work)
        .catch((err: unknown) => log.error({ err, name }, "it is not done"))
        .finally(() => unfinished.delete(done));
      unfinished.add(done);
    },
    async stop() {
      await within(stopTimeoutMs, Promise.all(unfinished), "what is yet to be done").catch((err: unknown) =>
        log.error({ err, count: unfinished.size }, "not all is done"),
      );
    },
  };
}
