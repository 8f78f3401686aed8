import { setTimeout as sleep } from "node:timers/promises";
import type { QueueName } from "../names.ts";
import { createProducerConnection } from "../redis/connection.ts";
import { findShards } from "./click-shards.ts";

/** What is in a shard that nobody reads waits for so long. */
const everyMs = 2_000;

export interface ShardWatchOptions {
  redisUrl: string;
  /** Told again and again which shards have batches that are yet to be ingested. */
  onFound: (shards: readonly QueueName[]) => void;
  onError: (err: Error) => void;
}

/** Looks again and again into all shards that there may be. */
export function watchShards({ redisUrl, onFound, onError }: ShardWatchOptions): { stop(): Promise<void> } {
  const connection = createProducerConnection(redisUrl, onError);
  const stopping = new AbortController();
  const look = () =>
    findShards(connection, ["wait", "active", "delayed"]).then(onFound, (err: Error) => {
      if (!stopping.signal.aborted) onError(err);
    });
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      // While it is not, its own errors tell.
      if (connection.status === "ready") await look();
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      // Ends the look that is under way as well.
      connection.disconnect();
      await watching;
    },
  };
}
