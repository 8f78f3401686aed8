import { keyPrefix } from "@shunt/contracts/values";
import { maxClickShards } from "./shards/max-click-shards.ts";

/** The prefix is a hash tag: BullMQ's scripts need all keys of a queue in one slot of a Redis Cluster. */
export interface QueueName {
  readonly name: string;
  readonly prefix: string;
}

/** Each shard is its own queue. The first keeps the name from before sharding. */
export const clickShards: readonly QueueName[] = Array.from({ length: maxClickShards }, (_, shard) =>
  shard === 0
    ? { name: "clicks", prefix: `{${keyPrefix}clicks}` }
    : { name: `clicks-${shard}`, prefix: `{${keyPrefix}clicks:${shard}}` },
);

export const upkeepQueue: QueueName = { name: "upkeep", prefix: `{${keyPrefix}upkeep}` };

export const notificationQueue: QueueName = { name: "notifications", prefix: `{${keyPrefix}notifications}` };

/** Lock for rewriting append-only files, which lasts until the next rewrite may start. */
export const fileRewriteKey = `${upkeepQueue.prefix}:file-rewrite`;
