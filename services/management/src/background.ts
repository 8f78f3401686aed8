import { type Logger, within } from "@shunt/runtime";
import pLimit from "p-limit";

const atOnce = 4;
const maxWaiting = 1_000;
const stopTimeoutMs = 5_000;

/** What nobody waits for, such as mail. */
export interface Background {
  /** Begins when its turn comes; that it failed is logged. What comes when too much waits already is not done. */
  run(name: string, work: () => Promise<void>): void;
  /** Resolves when all is done, or has had its time. */
  stop(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const inTurn = pLimit(atOnce);
  const unfinished = new Set<Promise<void>>();
  return {
    run(name, work) {
      if (unfinished.size >= maxWaiting) return log.error({ name }, "too much waits to be done; this is not done");
      const done = inTurn(work)
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
