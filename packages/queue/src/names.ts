import { keyPrefix } from "@shunt/contracts/values";

/**
 * Keys of a queue share a hash tag, so that they live on one shard of a Redis Cluster, as BullMQ's scripts need.
 * The queue's own name follows it.
 */
export interface QueueName {
  readonly name: string;
  readonly prefix: string;
}

/** Most shards that clicks may be spread over. */
export const maxClickShards = 32;

/** Each is a queue of its own. The first is called as the only one was, before there were several. */
export const clickShards: readonly QueueName[] = Array.from({ length: maxClickShards }, (_, shard) =>
  shard === 0
    ? { name: "clicks", prefix: `{${keyPrefix}clicks}` }
    : { name: `clicks-${shard}`, prefix: `{${keyPrefix}clicks:${shard}}` },
);

export const upkeepQueue: QueueName = { name: "upkeep", prefix: `{${keyPrefix}upkeep}` };

export const notificationQueue: QueueName = { name: "notifications", prefix: `{${keyPrefix}notifications}` };

/** Held by the process that has append-only files rewritten, and for a while after it. */
export const fileRewriteKey = `${upkeepQueue.prefix}:file-rewrite`;
