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

/** New batches enter at one end of a list; retried ones may be at either end. */
async function findTimes(queue: Queue, connection: QueueConnection): Promise<number[]> {
  const ends = [true, false].map(asc => queue.getRanges(["waiting", "active", "delayed"], 0, inspected - 1, asc));
  const names = new Set((await Promise.all(ends)).flat());
  const times = await Promise.all([...names].map(name => connection.hget(queue.toKey(name), "timestamp")));
  // Batches ingested meanwhile have none.
  return times.flatMap(time => (time === null ? [] : Number(time)));
}
