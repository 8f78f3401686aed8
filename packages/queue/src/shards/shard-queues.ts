import { Queue, type QueueOptions } from "bullmq";
import { clickShards, type QueueName } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "../redis/connection.ts";
import { findShards } from "./click-shards.ts";

export interface ShardQueues {
  connection: QueueConnection;
  /** Of the shard that is there whatever is configured. */
  first: Queue;
  /** Those that hold batches, in whatever state. @throws Error when Redis does not answer */
  findUsed(): Promise<Queue[]>;
  stop(): Promise<void>;
}

/** Whoever only looks writes nothing, and has words of its own for what BullMQ would write about the server to the console. */
const options: Partial<QueueOptions> = { skipVersionCheck: true, skipMetasUpdate: true };

/**
 * The click queue for those who look at all of it.
 *
 * @param toQueue makes what takes the place of BullMQ's own
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
