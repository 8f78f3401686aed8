import { setTimeout as sleep } from "node:timers/promises";
import type { QueueName } from "../names.ts";
import { createProducerConnection } from "../redis/connection.ts";
import { findShards } from "./click-shards.ts";

/** Batches in a shard that is not read wait up to this long (ms). */
const everyMs = 2_000;

export interface ShardWatchOptions {
  redisUrl: string;
  /** Called at each poll with the shards that have batches to ingest. */
  onFound: (shards: readonly QueueName[]) => void;
  onError: (err: Error) => void;
}

/** Polls all possible shards for batches. */
export function watchShards({ redisUrl, onFound, onError }: ShardWatchOptions): { stop(): Promise<void> } {
  const connection = createProducerConnection(redisUrl, onError);
  const stopping = new AbortController();
  const poll = () =>
    findShards(connection, ["wait", "active", "delayed"]).then(
      shards => {
        if (!stopping.signal.aborted) onFound(shards);
      },
      (err: Error) => {
        if (!stopping.signal.aborted) onError(err);
      },
    );
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      // Otherwise the connection reports its own errors.
      if (connection.status === "ready") await poll();
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      // Also aborts a running poll.
      connection.disconnect();
      await watching;
    },
  };
}
