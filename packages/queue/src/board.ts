import type { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { Job, Queue } from "bullmq";
import { notificationQueue, type QueueName, upkeepQueue } from "./names.ts";
import { createShardQueues } from "./shards/shard-queues.ts";

export interface BoardQueues {
  /** Those to be shown now: of the clicks' shards the first, and whichever else holds batches. @throws Error when Redis does not answer */
  find(): Promise<readonly BullMQAdapter[]>;
  stop(): Promise<void>;
}

/** The queues as Bull Board shows them. */
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
      // A service starts sooner without the board's package.
      const { BullMQAdapter: Adapter } = await import("@bull-board/api/bullMQAdapter");
      const used = await shards.findUsed();
      const shown = [...new Set([shards.first, ...used])].map(shard => {
        const adapter = new Adapter(shard, { description: "Batches of clicks on their way to be counted" });
        // It holds addresses of visitors, which are nobody's to read.
        adapter.setFormatter("data", toOutline);
        return adapter;
      });
      return [
        ...shown,
        new Adapter(upkeep, { description: "What is due again and again" }),
        new Adapter(notifications, { description: "What people are about to be told" }),
      ];
    },
    async stop() {
      await Promise.all([upkeep.close(), notifications.close()]);
      await shards.stop();
    },
  };
}

/** How many clicks a batch has, and nothing about them. */
function toOutline(data: { version?: unknown; count?: unknown } | null): object {
  return { version: data?.version, clicks: data?.count };
}

/** BullMQ fails to list jobs of which one has data that is no JSON. Here it is listed as one without data. */
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
