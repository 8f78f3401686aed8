import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { Job, Queue } from "bullmq";
import { createProducerConnection } from "./connection.ts";
import { clickQueue, upkeepQueue } from "./names.ts";

export interface BoardQueues {
  shown: readonly BullMQAdapter[];
  stop(): Promise<void>;
}

/** The queues as Bull Board shows them. */
export function createBoardQueues(redisUrl: string, onError: (err: Error) => void): BoardQueues {
  const connection = createProducerConnection(redisUrl, onError);
  const open = ({ name, prefix }: { name: string; prefix: string }) => {
    const queue = new BoardQueue(name, { connection, prefix });
    queue.on("error", onError);
    return queue;
  };
  const [clicks, upkeep] = [open(clickQueue), open(upkeepQueue)];
  const clicksShown = new BullMQAdapter(clicks, { description: "Batches of clicks on their way to be counted" });
  // It holds addresses of visitors, which are nobody's to read.
  clicksShown.setFormatter("data", toOutline);
  const upkeepShown = new BullMQAdapter(upkeep, { description: "What is due again and again" });
  return {
    shown: [clicksShown, upkeepShown],
    async stop() {
      await Promise.all([clicks.close(), upkeep.close()]);
      connection.disconnect();
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
