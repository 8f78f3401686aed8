import { type ClickBatch, parseRedisAddress } from "@shunt/contracts";
import { Queue } from "bullmq";
import { clickBackoff } from "./click-backoff.ts";
import { createProducerConnection } from "./connection.ts";
import { clickQueue } from "./names.ts";
import { createReplicationWait } from "./replication.ts";

export interface ClickProducer {
  /**
   * Puts a batch into the queue under its name. Sending the same name again is harmless: a job of that name is not
   * added twice, and a batch that was ingested already is not counted twice. Where replicas stand ready, one of them has it then,
   * or does not answer within a second.
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
  const hasReplicas = parseRedisAddress(redisUrl).kind !== "single";
  const untilReplicated = hasReplicas ? createReplicationWait(connection, queue.toKey("")) : undefined;
  return {
    async ship(name, batch) {
      await queue.add("batch", batch, {
        jobId: name,
        // What may pass is tried for as long as it takes; what cannot pass is told apart by the consumer.
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: clickBackoff.name },
        removeOnComplete: true,
      });
      await untilReplicated?.();
    },
    ready: () => queue.waitUntilReady(),
    async stop() {
      await queue.close();
      connection.disconnect();
    },
  };
}
