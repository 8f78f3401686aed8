import { Queue } from "bullmq";
import { createProducerConnection } from "./connection.ts";
import { clickQueue } from "./names.ts";

export interface ClickQueueDepth {
  waiting: number;
  active: number;
  delayed: number;
  /** Dead letters: batches that no retry can help. */
  failed: number;
}

/** Batches that are looked at, at each end of each state, for the oldest. */
const looked = 50;

/** Counts the batches in the queue. */
export function createClickQueueDepth(redisUrl: string, onError: (err: Error) => void) {
  const connection = createProducerConnection(redisUrl, onError);
  // What BullMQ thinks of the server it writes to the console; those who only look have words of their own for it.
  const queue = new Queue(clickQueue.name, { connection, prefix: clickQueue.prefix, skipVersionCheck: true });
  queue.on("error", onError);
  return {
    /** @throws Error when Redis does not answer. */
    async read(): Promise<ClickQueueDepth> {
      const counts = await queue.getJobCounts("waiting", "active", "delayed", "failed");
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      return { waiting, active, delayed, failed };
    },
    /**
     * When the oldest batch that is yet to be ingested was put in, in milliseconds since the epoch; undefined when there is none.
     * New ones come in at one end; those that failed and are tried again may be at either.
     *
     * @throws Error when Redis does not answer.
     */
    async findOldest(): Promise<number | undefined> {
      const ends = [true, false].map(asc => queue.getRanges(["waiting", "active", "delayed"], 0, looked - 1, asc));
      const names = new Set((await Promise.all(ends)).flat());
      const times = await Promise.all([...names].map(name => connection.hget(queue.toKey(name), "timestamp")));
      // One that has been ingested meanwhile has none.
      const known = times.flatMap(time => (time === null ? [] : Number(time)));
      return known.length > 0 ? Math.min(...known) : undefined;
    },
    async stop() {
      await queue.close();
      connection.disconnect();
    },
  };
}
