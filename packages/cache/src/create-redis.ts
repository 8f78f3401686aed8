import { Redis } from "ioredis";

export type { Redis };

export interface RedisOptions {
  url: string;
  /** Seen in `CLIENT LIST`. */
  name: string;
  /** A command that gets no answer for so long throws; milliseconds. */
  commandTimeoutMs: number;
  /** Several commands of one tick travel together. */
  autoPipelining?: boolean;
  onError: (err: Error) => void;
}

/**
 * A connection for caching: it fails at once when Redis is away, instead of queueing commands, and goes on trying to
 * connect in the background. End it with `disconnect()`.
 */
export function createRedis(options: RedisOptions): Redis {
  const redis = new Redis(options.url, {
    connectionName: options.name,
    commandTimeout: options.commandTimeoutMs,
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    enableAutoPipelining: options.autoPipelining ?? false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    retryStrategy: attempt => Math.min(50 * 2 ** Math.min(attempt, 6), 1_000),
  });
  redis.on("error", options.onError);
  return redis;
}

/** Resolves once the connection is ready or has failed for the first time: a service starts with or without its cache. */
export async function settled(redis: Redis): Promise<void> {
  if (redis.status === "ready") return;
  await new Promise<void>(resolve => {
    redis.once("ready", resolve);
    redis.once("close", () => resolve());
  });
}
