import type { ClickBatch } from "@shunt/contracts";
import { Queue } from "bullmq";
import { clickBackoff } from "./click-backoff.ts";
import { createProducerConnection } from "./connection.ts";
import { clickQueue } from "./names.ts";

export interface ClickProducer {
  /**
   * Puts a batch into the queue under its name. Sending the same name again is harmless: a job of that name is not
   * added twice, and a batch that was ingested already is not counted twice.
   *
   * @throws Error when Redis has not acknowledged it; it may or may not have arrived.
   */
  ship(name: string, batch: ClickBatch): Promise<void>;
  /** Resolves once it is connected. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

export function createClickProducer(redisUrl: string, onError: (err: Error) => void): ClickProducer {
  const connection = createProducerConnection(redisUrl, onError);
  const queue = new Queue(clickQueue.name, { connection, prefix: clickQueue.prefix });
  queue.on("error", onError);
  return {
    async ship(name, batch) {
      await queue.add("batch", batch, {
        jobId: name,
        // What may pass is tried for as long as it takes; what cannot pass is told apart by the consumer.
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: clickBackoff.name },
        removeOnComplete: true,
      });
    },
    ready: () => queue.waitUntilReady(),
    async stop() {
      await queue.close();
      connection.disconnect();
    },
  };
}
