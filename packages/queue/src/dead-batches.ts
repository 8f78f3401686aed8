import { Queue } from "bullmq";
import { createProducerConnection } from "./connection.ts";
import { clickQueue } from "./names.ts";

/** A batch that could not be read, or that Postgres refuses whole. It stays in Redis, as it may hold addresses. */
export interface DeadBatch {
  name: string;
  reason: string;
  failedAt: Date;
}

/** The batches that were set aside. */
export function createDeadBatches(redisUrl: string, onError: (err: Error) => void) {
  const connection = createProducerConnection(redisUrl, onError);
  const queue = new Queue(clickQueue.name, { connection, prefix: clickQueue.prefix });
  queue.on("error", onError);
  return {
    /** The latest first, up to `limit`. */
    async list(limit: number): Promise<DeadBatch[]> {
      // Their data may be what is wrong with them: only what BullMQ wrote itself is read.
      const names = await queue.getRanges(["failed"], 0, limit - 1, false);
      return Promise.all(
        names.map(async name => {
          const [reason, finishedOn] = await connection.hmget(queue.toKey(name), "failedReason", "finishedOn");
          return { name, reason: reason ?? "unknown", failedAt: new Date(Number(finishedOn)) };
        }),
      );
    },
    /** Puts all of them back into the queue, to be tried again. Returns how many there were. */
    async redrive(): Promise<number> {
      const count = await queue.getFailedCount();
      await queue.retryJobs({ state: "failed" });
      return count;
    },
    async stop() {
      await queue.close();
      connection.disconnect();
    },
  };
}
