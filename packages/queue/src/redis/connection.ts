import { parseRedisAddress } from "@shunt/contracts/values";
import { Cluster, Redis } from "ioredis";

/** What BullMQ takes: a connection to one server, or to a cluster. */
export type QueueConnection = Redis | Cluster;

/** How long a worker waits after an error before it asks for work again. By default BullMQ waits 15 s. */
export const runRetryDelayMs = 500;

/** For those who put work in: fails fast when Redis is away or hangs; what was not sent is sent again by the caller. */
export function createProducerConnection(url: string, onError: (err: Error) => void): QueueConnection {
  return connect(
    url,
    {
      connectionName: "shunt-producer",
      enableOfflineQueue: false,
      commandTimeout: 5_000,
      connectTimeout: 2_000,
      maxRetriesPerRequest: 0,
    },
    onError,
  );
}

/** For those who take work out: waits for Redis however long it is away, as BullMQ asks of a worker's connection. */
export function createConsumerConnection(url: string, onError: (err: Error) => void): QueueConnection {
  return connect(url, { connectionName: "shunt-consumer", maxRetriesPerRequest: null }, onError);
}

interface Settings {
  connectionName: string;
  enableOfflineQueue?: boolean;
  commandTimeout?: number;
  connectTimeout?: number;
  maxRetriesPerRequest: number | null;
}

function connect(url: string, settings: Settings, onError: (err: Error) => void): QueueConnection {
  const connection = open(url, settings);
  connection.on("error", onError);
  return connection;
}

function open(url: string, settings: Settings): QueueConnection {
  const address = parseRedisAddress(url);
  if (address.kind === "single") return new Redis(url, { ...settings, retryStrategy });
  const { username, password, isTls } = address;
  const access = { ...(username && { username }), ...(password && { password }), ...(isTls && { tls: {} }) };
  if (address.kind === "sentinel") {
    const { sentinels, name, db } = address;
    const where = { sentinels: [...sentinels], name, db, sentinelRetryStrategy: retryStrategy };
    // Otherwise what the sentinels name would be spoken to in the open.
    const secrecy = isTls && { enableTLSForSentinelMode: true, sentinelTLS: {} };
    return new Redis({ ...settings, ...access, ...where, ...secrecy, retryStrategy });
  }
  const { enableOfflineQueue = true, ...redisOptions } = settings;
  return new Cluster([...address.nodes], {
    redisOptions: { ...redisOptions, ...access },
    enableOfflineQueue,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: 2_000,
    slotsRefreshInterval: 5_000,
  });
}

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), 1_000);
}
