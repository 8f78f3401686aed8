import type { Queue } from "bullmq";
import type { QueueConnection } from "../redis/connection.ts";
import { createShardQueues } from "../shards/shard-queues.ts";

export interface ClickQueueDepth {
  waiting: number;
  active: number;
  delayed: number;
  /** Dead letters, which no retry can help. */
  failed: number;
}

/** Batches inspected at each end of each list to find the oldest. */
const inspected = 50;

/** Measures the queue over all shards. */
export function createClickQueueDepth(redisUrl: string, onError: (err: Error) => void) {
  const shards = createShardQueues(redisUrl, onError);
  return {
    /** @throws Error if Redis does not respond */
    async read(): Promise<ClickQueueDepth> {
      const depths = await Promise.all((await shards.findUsed()).map(readShard));
      return depths.reduce(addUp, { waiting: 0, active: 0, delayed: 0, failed: 0 });
    },
    /**
     * When the oldest batch to ingest was queued (ms since the epoch).
     *
     * @throws Error if Redis does not respond
     */
    async findOldest(): Promise<number | undefined> {
      const used = await shards.findUsed();
      const times = await Promise.all(used.map(queue => findTimes(queue, shards.connection)));
      return times.flat().reduce((oldest: number | undefined, time) => Math.min(oldest ?? time, time), undefined);
    },
    /**
     * Clicks in the batches to ingest. Batches between the inspected ends of a shard count with the average of those.
     *
     * @throws Error if Redis does not respond
     */
    async countClicks(): Promise<number> {
      const used = await shards.findUsed();
      const counts = await Promise.all(used.map(queue => countShard(queue, shards.connection)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    stop: shards.stop,
  };
}

async function readShard(queue: Queue): Promise<ClickQueueDepth> {
  const {
    waiting = 0,
    active = 0,
    delayed = 0,
    failed = 0,
  } = await queue.getJobCounts("waiting", "active", "delayed", "failed");
  return { waiting, active, delayed, failed };
}

function addUp(sum: ClickQueueDepth, { waiting, active, delayed, failed }: ClickQueueDepth): ClickQueueDepth {
  return {
    waiting: sum.waiting + waiting,
    active: sum.active + active,
    delayed: sum.delayed + delayed,
    failed: sum.failed + failed,
  };
}

async function findTimes(queue: Queue, connection: QueueConnection): Promise<number[]> {
  const names = await findEnds(queue);
  const times = await Promise.all(names.map(name => connection.hget(queue.toKey(name), "timestamp")));
  // Batches ingested meanwhile have none.
  return times.flatMap(time => (time === null ? [] : Number(time)));
}

/** Reads the field `count` of a batch, which comes before its long ones, without sending the batch. */
const readCount = `
local data = redis.call('HGET', KEYS[1], 'data')
return data and string.match(string.sub(data, 1, 100), '"count":(%d+)')`;

async function countShard(queue: Queue, connection: QueueConnection): Promise<number> {
  const names = await findEnds(queue);
  if (names.length === 0) return 0;
  const counts = await Promise.all(names.map(name => connection.eval(readCount, 1, queue.toKey(name))));
  const sum = counts.reduce((total: number, count) => total + Number(count ?? 0), 0);
  const { waiting, active, delayed } = await readShard(queue);
  const batches = Math.max(names.length, waiting + active + delayed);
  return Math.round((sum / names.length) * batches);
}

/** New batches enter at one end of a list; retried ones may be at either end. */
async function findEnds(queue: Queue): Promise<string[]> {
  const ends = [true, false].map(asc => queue.getRanges(["waiting", "active", "delayed"], 0, inspected - 1, asc));
  return [...new Set((await Promise.all(ends)).flat())];
}
