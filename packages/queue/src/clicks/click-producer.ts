import type { ClickBatch } from "@shunt/contracts/clicks";
import { parseRedisAddress } from "@shunt/contracts/values";
import { Queue } from "bullmq";
import { clickShards, type QueueName } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "../redis/connection.ts";
import { createReplicationWait, replicaTimeoutMs, type UntilReplicated } from "../redis/replication.ts";
import { shardOf } from "../shards/click-shards.ts";
import { clickBackoff } from "./click-backoff.ts";

export interface ClickProducer {
  /**
   * Queues a batch under its name. Repeating it is harmless: a queued batch is not added twice, an ingested one not
   * counted twice. Waits up to a second for one replica, if there are any.
   *
   * @throws Error if Redis has not acknowledged the batch, which may have arrived nevertheless
   */
  ship(name: string, batch: ClickBatch): Promise<void>;
  /** Resolves once connected. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param shardCount number of shards over which batches are spread
 * @param replicaWaitMs limit for waiting for a replica
 */
export function createClickProducer(
  redisUrl: string,
  onError: (err: Error) => void,
  shardCount = 1,
  replicaWaitMs = replicaTimeoutMs,
): ClickProducer {
  const connection = createProducerConnection(redisUrl, onError);
  const hasReplicas = parseRedisAddress(redisUrl).kind !== "single";
  const toReplicationWait = (queue: Queue) =>
    hasReplicas ? createReplicationWait(connection, queue.toKey(""), replicaWaitMs) : undefined;
  const shards = new Map<QueueName, Shard>(
    clickShards.slice(0, shardCount).map(shard => {
      const queue = openQueue(shard, connection, onError);
      return [shard, { queue, untilReplicated: toReplicationWait(queue) }];
    }),
  );
  const all = [...shards.values()];
  return {
    async ship(name, batch) {
      const shard = shards.get(shardOf(name, shardCount)) as Shard;
      await shard.queue.add("batch", batch, {
        jobId: name,
        // Temporary failures are retried without limit; the consumer detects permanent ones.
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: clickBackoff.name },
        removeOnComplete: true,
      });
      await shard.untilReplicated?.();
    },
    ready: async () => void (await Promise.all(all.map(({ queue }) => queue.waitUntilReady()))),
    async stop() {
      await Promise.all(all.map(({ queue }) => queue.close()));
      connection.disconnect();
    },
  };
}

interface Shard {
  queue: Queue;
  untilReplicated: UntilReplicated | undefined;
}

function openQueue({ name, prefix }: QueueName, connection: QueueConnection, onError: (err: Error) => void): Queue {
  const queue = new Queue(name, { connection, prefix });
  queue.on("error", onError);
  return queue;
}
