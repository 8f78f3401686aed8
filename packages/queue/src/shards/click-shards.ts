import { clickShards, type QueueName } from "../names.ts";
import type { QueueConnection } from "../redis/connection.ts";

/** The lists in which batches are, by what BullMQ calls them. */
export type ShardList = "wait" | "active" | "delayed" | "failed";

/** Of the first `count` shards the one that a batch belongs to: the same each time it is sent. */
export function shardOf(batch: string, count: number): QueueName {
  return clickShards[hash(batch) % count] as QueueName;
}

/**
 * The shards that have something in one of the lists, of all that there may be. Nobody has to say which shards are in use, and so
 * nobody can be wrong about it: not a redirect that knows of more of them, nor whoever has lowered their number.
 *
 * @throws Error when Redis does not answer for one of them
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
