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

/** Counts the batches in the queue. */
export function createClickQueueDepth(redisUrl: string, onError: (err: Error) => void) {
  const connection = createProducerConnection(redisUrl, onError);
  const queue = new Queue(clickQueue.name, { connection, prefix: clickQueue.prefix });
  queue.on("error", onError);
  return {
    /** @throws Error when Redis does not answer. */
    async read(): Promise<ClickQueueDepth> {
      const counts = await queue.getJobCounts("waiting", "active", "delayed", "failed");
      const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
      return { waiting, active, delayed, failed };
    },
    async stop() {
      await queue.close();
      connection.disconnect();
    },
  };
}
