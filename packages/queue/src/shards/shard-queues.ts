import { Queue, type QueueOptions } from "bullmq";
import { clickShards, type QueueName } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "../redis/connection.ts";
import { findShards } from "./click-shards.ts";

export interface ShardQueues {
  connection: QueueConnection;
  /** Queue of the first shard, which always exists. */
  first: Queue;
  /** Queues that hold batches in any state. @throws Error if Redis does not respond */
  findUsed(): Promise<Queue[]>;
  stop(): Promise<void>;
}

/** Read-only: write no metadata, and skip the version warning on the console. */
const options: Partial<QueueOptions> = { skipVersionCheck: true, skipMetasUpdate: true };

/**
 * Opens the queues of all shards for inspection.
 *
 * @param toQueue replaces BullMQ's own class
 */
export function createShardQueues(
  redisUrl: string,
  onError: (err: Error) => void,
  toQueue: (name: string, options: QueueOptions) => Queue = (name, settings) => new Queue(name, settings),
): ShardQueues {
  const connection = createProducerConnection(redisUrl, onError);
  const opened = new Map<QueueName, Queue>();

  function open(shard: QueueName): Queue {
    const known = opened.get(shard);
    if (known) return known;
    const queue = toQueue(shard.name, { ...options, connection, prefix: shard.prefix });
    queue.on("error", onError);
    opened.set(shard, queue);
    return queue;
  }

  const first = open(clickShards[0] as QueueName);
  return {
    connection,
    first,
    async findUsed() {
      await first.waitUntilReady();
      return (await findShards(connection, ["wait", "active", "delayed", "failed"])).map(open);
    },
    async stop() {
      await Promise.all([...opened.values()].map(queue => queue.close()));
      connection.disconnect();
    },
  };
}
