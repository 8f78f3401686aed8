import type { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { Job, Queue } from "bullmq";
import { notificationQueue, type QueueName, upkeepQueue } from "./names.ts";
import { createShardQueues } from "./shards/shard-queues.ts";

export interface BoardQueues {
  /**
   * The first click shard, other shards that hold batches, and the other queues. @throws Error if Redis does not
   * respond
   */
  find(): Promise<readonly BullMQAdapter[]>;
  stop(): Promise<void>;
}

/** Opens the queues for Bull Board. */
export function createBoardQueues(redisUrl: string, onError: (err: Error) => void): BoardQueues {
  const shards = createShardQueues(redisUrl, onError, (name, options) => new BoardQueue(name, options));
  const open = ({ name, prefix }: QueueName) => {
    const queue = new BoardQueue(name, { connection: shards.connection, prefix });
    queue.on("error", onError);
    return queue;
  };
  const upkeep = open(upkeepQueue);
  const notifications = open(notificationQueue);
  return {
    async find() {
      // Imported on demand, so that services start faster.
      const { BullMQAdapter: Adapter } = await import("@bull-board/api/bullMQAdapter");
      const used = await shards.findUsed();
      const show = async (queue: Queue, description: string) => {
        // Jobs can only be retried: without failed ones, the board shows no buttons.
        return new Adapter(queue, { description, readOnlyMode: (await queue.getFailedCount()) === 0 });
      };
      const shown = [...new Set([shards.first, ...used])].map(async shard => {
        const adapter = await show(shard, "Click batches waiting to be counted");
        // Batches contain visitors' addresses, which must not be shown.
        adapter.setFormatter("data", toOutline);
        return adapter;
      });
      return Promise.all([
        ...shown,
        show(upkeep, "Recurring maintenance tasks"),
        show(notifications, "Notifications waiting for delivery"),
      ]);
    },
    async stop() {
      await Promise.all([upkeep.close(), notifications.close()]);
      await shards.stop();
    },
  };
}

function toOutline(data: { version?: unknown; count?: unknown } | null): object {
  return { version: data?.version, clicks: data?.count };
}

/** BullMQ cannot list jobs if the data of one is not JSON. Here that job has no data. */
class BoardQueue extends Queue {
  protected override get Job() {
    return BoardJob as typeof Job;
  }
}

class BoardJob extends Job {
  static override fromJSON: typeof Job.fromJSON = (queue, json, id) => {
    try {
      return Job.fromJSON(queue, json, id);
    } catch {
      return Job.fromJSON(queue, { ...json, data: "null" }, id);
    }
  };
}
