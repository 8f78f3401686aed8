import type { Queue } from "bullmq";
import type { QueueConnection } from "../redis/connection.ts";
import { createShardQueues } from "../shards/shard-queues.ts";

const perStep = 1_000;

/**
 * A batch that could not be read or that Postgres refuses as a whole. It stays in Redis, as it may contain addresses.
 */
export interface DeadBatch {
  name: string;
  reason: string;
  failedAt: Date;
}

/** Opens the dead batches of all shards. */
export function createDeadBatches(redisUrl: string, onError: (err: Error) => void) {
  const shards = createShardQueues(redisUrl, onError);
  return {
    /** Lists dead batches, latest first. */
    async list(limit: number): Promise<DeadBatch[]> {
      const used = await shards.findUsed();
      const dead = await Promise.all(used.map(queue => listShard(queue, shards.connection, limit)));
      const latestFirst = dead.flat().sort((one, other) => other.failedAt.getTime() - one.failedAt.getTime());
      return latestFirst.slice(0, limit);
    },
    /** Whether a dead batch has this name. */
    async has(name: string): Promise<boolean> {
      const used = await shards.findUsed();
      const scores = await Promise.all(used.map(queue => shards.connection.zscore(queue.toKey("failed"), name)));
      return scores.some(score => score !== null);
    },
    /** Queues all dead batches again. Returns their number. */
    async redrive(): Promise<number> {
      const counts = await Promise.all((await shards.findUsed()).map(redriveShard));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    /** Deletes a dead batch with its clicks. Returns false if no dead batch has that name. */
    async discard(name: string): Promise<boolean> {
      for (const queue of await shards.findUsed())
        if (await discardFromShard(queue, shards.connection, name)) return true;
      return false;
    },
    /** Deletes dead batches that failed longer ago than this, with their clicks. Returns their number. */
    async dropOlderThan(ageMs: number): Promise<number> {
      let count = 0;
      for (const queue of await shards.findUsed()) count += await dropFromShard(queue, ageMs);
      return count;
    },
    stop: shards.stop,
  };
}

export type DeadBatches = ReturnType<typeof createDeadBatches>;

async function listShard(queue: Queue, connection: QueueConnection, limit: number): Promise<DeadBatch[]> {
  // Reads only the fields that BullMQ wrote, as the data may be broken.
  const names = await queue.getRanges(["failed"], 0, limit - 1, false);
  return Promise.all(
    names.map(async name => {
      const [reason, finishedOn] = await connection.hmget(queue.toKey(name), "failedReason", "finishedOn");
      return { name, reason: reason ?? "unknown", failedAt: new Date(Number(finishedOn)) };
    }),
  );
}

/** Takes the batch out of the failed ones first, so that only a dead batch is deleted, even during `redrive`. */
async function discardFromShard(queue: Queue, connection: QueueConnection, name: string): Promise<boolean> {
  if ((await connection.zrem(queue.toKey("failed"), name)) === 0) return false;
  await queue.remove(name);
  return true;
}

async function dropFromShard(queue: Queue, ageMs: number): Promise<number> {
  let count = 0;
  for (;;) {
    const { length } = await queue.clean(ageMs, perStep, "failed");
    count += length;
    if (length < perStep) return count;
  }
}

async function redriveShard(queue: Queue): Promise<number> {
  const count = await queue.getFailedCount();
  await queue.retryJobs({ state: "failed" });
  return count;
}
