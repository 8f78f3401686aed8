import type { ClickBatch } from "@shunt/contracts/clicks";
import { parseRedisAddress } from "@shunt/contracts/values";
import { Queue } from "bullmq";
import { clickShards, type QueueName } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "../redis/connection.ts";
import { createReplicationWait, replicaTimeoutMs, type UntilReplicated } from "../redis/replication.ts";
import { createRunIdReader, type ReadRunId } from "../redis/run-id.ts";
import { shardOf } from "../shards/click-shards.ts";
import { clickBackoff } from "./click-backoff.ts";

/** Redis has acknowledged a batch. */
export interface Receipt {
  /**
   * Whether the Redis process that acknowledged the batch still runs. Otherwise it may have lost the batch: it writes its
   * file up to two seconds later, syncs it once a second, and a replica may have taken over without it.
   *
   * @throws Error if no server answers
   */
  isStillValid(): Promise<boolean>;
}

export interface ClickProducer {
  /**
   * Queues a batch under its name. Repeating it is harmless: a queued batch is not added twice, an ingested one not
   * counted twice. Waits up to a second for one replica, if there are any.
   *
   * @throws Error if Redis has not acknowledged the batch, which may have arrived nevertheless
   */
  ship(name: string, batch: ClickBatch): Promise<Receipt>;
  /** Returns the shard that gets the batch of this name. Shards may fail or hang one by one, each with its server. */
  shardOf(name: string): string;
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
      const readRunId = createRunIdReader(connection, queue.toKey(""));
      return [shard, { queue, readRunId, untilReplicated: toReplicationWait(queue) }];
    }),
  );
  const all = [...shards.values()];
  return {
    async ship(name, batch) {
      const { queue, readRunId, untilReplicated } = shards.get(shardOf(name, shardCount)) as Shard;
      // Asked before the batch is sent, so that a server which takes over in between has another one.
      const runId = await readRunId();
      await queue.add("batch", batch, {
        jobId: name,
        // Temporary failures are retried without limit; the consumer detects permanent ones.
        attempts: Number.MAX_SAFE_INTEGER,
        backoff: { type: clickBackoff.name },
        removeOnComplete: true,
      });
      await untilReplicated?.();
      return { isStillValid: async () => (await readRunId()) === runId };
    },
    shardOf: name => shardOf(name, shardCount).name,
    ready: async () => void (await Promise.all(all.map(({ queue }) => queue.waitUntilReady()))),
    async stop() {
      await Promise.all(all.map(({ queue }) => queue.close()));
      connection.disconnect();
    },
  };
}

interface Shard {
  queue: Queue;
  readRunId: ReadRunId;
  untilReplicated: UntilReplicated | undefined;
}

function openQueue({ name, prefix }: QueueName, connection: QueueConnection, onError: (err: Error) => void): Queue {
  const queue = new Queue(name, { connection, prefix });
  queue.on("error", onError);
  return queue;
}
