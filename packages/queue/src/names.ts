import { keyPrefix } from "@shunt/contracts/values";

/**
 * Keys of a queue share a hash tag, so that they are in one slot of a Redis Cluster, as BullMQ's scripts require. The
 * queue's own name follows the tag.
 */
export interface QueueName {
  readonly name: string;
  readonly prefix: string;
}

/** Maximum number of shards of the click queue. */
export const maxClickShards = 32;

/** Each shard is its own queue. The first keeps the name from before sharding. */
export const clickShards: readonly QueueName[] = Array.from({ length: maxClickShards }, (_, shard) =>
  shard === 0
    ? { name: "clicks", prefix: `{${keyPrefix}clicks}` }
    : { name: `clicks-${shard}`, prefix: `{${keyPrefix}clicks:${shard}}` },
);

export const upkeepQueue: QueueName = { name: "upkeep", prefix: `{${keyPrefix}upkeep}` };

export const notificationQueue: QueueName = { name: "notifications", prefix: `{${keyPrefix}notifications}` };

/** Lock of the process that rewrites append-only files; it also lasts through the pause after a rewrite. */
export const fileRewriteKey = `${upkeepQueue.prefix}:file-rewrite`;
