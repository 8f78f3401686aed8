import { parseRedisAddress } from "@shunt/contracts/values";
import { Cluster, Redis } from "ioredis";

/** A connection that BullMQ accepts: to one server or to a cluster. */
export type QueueConnection = Redis | Cluster;

/** Pause of a worker after an error before it fetches jobs again; BullMQ's default is 15 s. */
export const runRetryDelayMs = 500;

/** For producers: fails fast while Redis is unreachable or hangs; callers send again. */
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

/** For consumers: waits for Redis without limit, as BullMQ requires. */
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
    const target = { sentinels: [...sentinels], name, db, sentinelRetryStrategy: retryStrategy };
    // Otherwise the connections to the servers that the sentinels name would not use TLS.
    const encryption = isTls && { enableTLSForSentinelMode: true, sentinelTLS: {} };
    return new Redis({ ...settings, ...access, ...target, ...encryption, retryStrategy });
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
