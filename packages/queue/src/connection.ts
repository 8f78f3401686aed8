import { Redis } from "ioredis";

/** How long a worker waits after an error before it asks for work again. By default BullMQ waits 15 s. */
export const runRetryDelayMs = 500;

/** For those who put work in: fails fast when Redis is away or hangs; what was not sent is sent again by the caller. */
export function createProducerConnection(url: string, onError: (err: Error) => void): Redis {
  const redis = new Redis(url, {
    connectionName: "shunt-producer",
    enableOfflineQueue: false,
    commandTimeout: 5_000,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy,
  });
  redis.on("error", onError);
  return redis;
}

/** For those who take work out: waits for Redis however long it is away, as BullMQ asks of a worker's connection. */
export function createConsumerConnection(url: string, onError: (err: Error) => void): Redis {
  const redis = new Redis(url, { connectionName: "shunt-consumer", maxRetriesPerRequest: null, retryStrategy });
  redis.on("error", onError);
  return redis;
}

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), 1_000);
}
