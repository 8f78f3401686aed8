/**
 * Keys of a queue share a hash tag, so that they live on one shard of a Redis Cluster, as BullMQ's scripts need.
 * The queue's own name follows it.
 */
export const clickQueue = { name: "clicks", prefix: "{shunt:clicks}" } as const;

export const upkeepQueue = { name: "upkeep", prefix: "{shunt:upkeep}" } as const;
