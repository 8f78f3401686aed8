import { parseRedisAddress, type RedisAddress } from "@shunt/contracts/values";
import { Cluster, Redis as IoRedis } from "ioredis";

/** A connection to one server, or to a cluster: both take the same commands, each with keys of one slot. */
export type Redis = IoRedis;

export interface RedisOptions {
  /** As `parseRedisAddress` reads it. */
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
 *
 * @throws Error when the URL is none
 */
export function createRedis(options: RedisOptions): Redis {
  const address = parseRedisAddress(options.url);
  const redis = address.kind === "cluster" ? connectToCluster(address, options) : connectToServer(address, options);
  redis.on("error", options.onError);
  return redis;
}

/**
 * As `createRedis`, for a connection on which nothing but messages come. Whatever is published in a cluster reaches each of its
 * nodes: it listens to one, and to the next when that one goes away.
 */
export function createSubscriber(options: RedisOptions): Redis {
  const address = parseRedisAddress(options.url);
  if (address.kind !== "cluster") return createRedis(options);
  const { nodes } = address;
  const redis: Redis = new IoRedis({
    ...toSettings(options),
    ...toAccess(address),
    ...nodes[0],
    retryStrategy(attempt) {
      Object.assign(redis.options, nodes[attempt % nodes.length]);
      return toRetryMs(attempt);
    },
  });
  redis.on("error", options.onError);
  return redis;
}

/** The values of several keys, in their order. @throws Error when Redis does not answer in time */
export async function getMany(redis: Redis, keys: readonly string[]): Promise<(string | null)[]> {
  // In a cluster no command may have keys of several slots; those of one node travel together.
  if (isCluster(redis)) return Promise.all(keys.map(key => redis.get(key)));
  return redis.mget([...keys]);
}

/** Each server that has a part of the keys. */
export function mastersOf(redis: Redis): Redis[] {
  return isCluster(redis) ? (redis as unknown as Cluster).nodes("master") : [redis];
}

function isCluster(redis: object): boolean {
  return redis instanceof Cluster;
}

type ServerAddress = Exclude<RedisAddress, { kind: "cluster" }>;

function connectToServer(address: ServerAddress, options: RedisOptions): Redis {
  const settings = { ...toSettings(options), retryStrategy: toRetryMs };
  if (address.kind === "single") return new IoRedis(address.url, settings);
  const { sentinels, name, db, isTls } = address;
  return new IoRedis({
    ...settings,
    ...toAccess(address),
    // Otherwise what the sentinels name would be spoken to in the open.
    ...(isTls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    sentinels: [...sentinels],
    name,
    db,
    sentinelRetryStrategy: toRetryMs,
  });
}

function connectToCluster(address: Extract<RedisAddress, { kind: "cluster" }>, options: RedisOptions): Redis {
  const { enableOfflineQueue, enableAutoPipelining, ...settings } = toSettings(options);
  const cluster = new Cluster([...address.nodes], {
    redisOptions: { ...settings, ...toAccess(address) },
    enableOfflineQueue,
    enableAutoPipelining,
    clusterRetryStrategy: toRetryMs,
    // As long as a command may take: a node that hangs is not waited for.
    slotsRefreshTimeout: options.commandTimeoutMs,
    slotsRefreshInterval: slotsRefreshMs,
  });
  return cluster as unknown as Redis;
}

/** A master that has moved is found by who is sent there; this is for when nobody is. */
const slotsRefreshMs = 5_000;

function toSettings(options: RedisOptions) {
  return {
    connectionName: options.name,
    commandTimeout: options.commandTimeoutMs,
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    enableAutoPipelining: options.autoPipelining ?? false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
  };
}

function toAccess({ username, password, isTls }: Exclude<RedisAddress, { kind: "single" }>) {
  return { ...(username && { username }), ...(password && { password }), ...(isTls && { tls: {} }) };
}

function toRetryMs(attempt: number): number {
  return Math.min(50 * 2 ** Math.min(attempt, 6), 1_000);
}

/** Resolves once the connection is ready or has failed for the first time: a service starts with or without its cache. */
export async function settled(redis: Redis): Promise<void> {
  if (redis.status === "ready") return;
  await new Promise<void>(resolve => {
    redis.once("ready", resolve);
    redis.once("close", () => resolve());
  });
}
