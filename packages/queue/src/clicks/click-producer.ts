import type { ClickBatch } from "@shunt/contracts/clicks";
import { parseRedisAddress } from "@shunt/contracts/values";
import { Queue } from "bullmq";
import { clickShards, type QueueName } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "../redis/connection.ts";
import { createReplicationWait } from "../redis/replication.ts";
import { shardOf } from "../shards/click-shards.ts";
import { clickBackoff } from "./click-backoff.ts";

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

/** @param shardCount over how many shards the batches are spread */
export function createClickProducer(redisUrl: string, onError: (err: Error) => void, shardCount = 1): ClickProducer {
  const connection = createProducerConnection(redisUrl, onError);
  const hasReplicas = parseRedisAddress(redisUrl).kind !== "single";
  const shards = new Map(
    clickShards.slice(0, shardCount).map(shard => [shard, openShard(shard, connection, hasReplicas, onError)]),
  );
  const all = [...shards.values()];
  return {
    async ship(name, batch) {
      const shard = shards.get(shardOf(name, shardCount)) as Shard;
      await shard.queue.add("batch", batch, {
        jobId: name,
        // What may pass is tried for as long as it takes; what cannot pass is told apart by the consumer.
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

type Shard = ReturnType<typeof openShard>;

function openShard(
  { name, prefix }: QueueName,
  connection: QueueConnection,
  hasReplicas: boolean,
  onError: (err: Error) => void,
) {
  const queue = new Queue(name, { connection, prefix });
  queue.on("error", onError);
  return { queue, untilReplicated: hasReplicas ? createReplicationWait(connection, queue.toKey("")) : undefined };
}
