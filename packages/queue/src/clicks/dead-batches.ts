import type { Queue } from "bullmq";
import type { QueueConnection } from "../redis/connection.ts";
import { createShardQueues } from "../shards/shard-queues.ts";

const perStep = 1_000;

/** A batch that could not be read, or that Postgres refuses whole. It stays in Redis, as it may hold addresses. */
export interface DeadBatch {
  name: string;
  reason: string;
  failedAt: Date;
}

/** The batches that were set aside, of all shards. */
export function createDeadBatches(redisUrl: string, onError: (err: Error) => void) {
  const shards = createShardQueues(redisUrl, onError);
  return {
    /** The latest first, up to `limit`. */
    async list(limit: number): Promise<DeadBatch[]> {
      const used = await shards.findUsed();
      const dead = await Promise.all(used.map(queue => listShard(queue, shards.connection, limit)));
      const latestFirst = dead.flat().sort((one, other) => other.failedAt.getTime() - one.failedAt.getTime());
      return latestFirst.slice(0, limit);
    },
    /** Puts all of them back into the queue, to be tried again. Returns how many there were. */
    async redrive(): Promise<number> {
      const counts = await Promise.all((await shards.findUsed()).map(redriveShard));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    /** Removes those that failed longer ago than this, with the clicks in them. Returns how many there were. */
    async dropOlderThan(ageMs: number): Promise<number> {
      let count = 0;
      for (const queue of await shards.findUsed()) count += await dropFromShard(queue, ageMs);
      return count;
    },
    stop: shards.stop,
  };
}

async function listShard(queue: Queue, connection: QueueConnection, limit: number): Promise<DeadBatch[]> {
  // Their data may be what is wrong with them: only what BullMQ wrote itself is read.
  const names = await queue.getRanges(["failed"], 0, limit - 1, false);
  return Promise.all(
    names.map(async name => {
      const [reason, finishedOn] = await connection.hmget(queue.toKey(name), "failedReason", "finishedOn");
      return { name, reason: reason ?? "unknown", failedAt: new Date(Number(finishedOn)) };
    }),
  );
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
