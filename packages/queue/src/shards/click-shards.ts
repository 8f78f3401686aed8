import { clickShards, type QueueName } from "../names.ts";
import type { QueueConnection } from "../redis/connection.ts";

/** BullMQ's lists of batches. */
export type ShardList = "wait" | "active" | "delayed" | "failed";

/** Returns the shard of a batch; always the same for a name and count. */
export function shardOf(batch: string, count: number): QueueName {
  return clickShards[hash(batch) % count] as QueueName;
}

/**
 * Finds shards with batches among all possible ones, so it needs no configuration and stays correct when redirects use
 * more shards or their number was lowered.
 *
 * @throws Error if Redis does not respond for a shard
 */
export async function findShards(connection: QueueConnection, lists: readonly ShardList[]): Promise<QueueName[]> {
  const counts = await Promise.all(
    clickShards.map(shard => connection.exists(...lists.map(list => `${shard.prefix}:${shard.name}:${list}`))),
  );
  return clickShards.filter((_, shard) => counts[shard] !== 0);
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 32 bits. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const byte of Buffer.from(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
