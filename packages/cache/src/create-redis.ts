import { parseRedisAddress, type RedisAddress } from "@shunt/contracts/values";
import { Cluster, Redis as IoRedis } from "ioredis";

/** A connection to a server or a cluster. A command may only use keys of one slot, so that it works on both. */
export type Redis = IoRedis;

export interface RedisOptions {
  /** In a form that `parseRedisAddress` accepts. */
  url: string;
  /** Shown in `CLIENT LIST`. */
  name: string;
  commandTimeoutMs: number;
  /** Sends the commands of one tick together. */
  autoPipelining?: boolean;
  onError: (err: Error) => void;
}

/**
 * Opens a connection for caching. Without Redis its commands fail at once instead of queueing, while it reconnects in
 * the background. End it with `disconnect()`.
 *
 * @throws Error for an invalid URL
 */
export function createRedis(options: RedisOptions): Redis {
  const address = parseRedisAddress(options.url);
  const redis = address.kind === "cluster" ? connectToCluster(address, options) : connectToServer(address, options);
  redis.on("error", options.onError);
  return redis;
}

/**
 * Opens a connection for pub/sub. A cluster forwards each message to all of its nodes, so the connection subscribes on
 * one node and moves to the next when it loses that one.
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

/** Reads values in the order of the keys. @throws Error when Redis does not answer in time */
export async function getMany(redis: Redis, keys: readonly string[]): Promise<(string | null)[]> {
  // A cluster allows no MGET across slots; with auto-pipelining, the commands for one node travel together.
  if (toCluster(redis)) return Promise.all(keys.map(key => redis.get(key)));
  return redis.mget([...keys]);
}

/** The servers that hold the keys: the masters of a cluster, or the single server. */
export function mastersOf(redis: Redis): Redis[] {
  return toCluster(redis)?.nodes("master") ?? [redis];
}

function toCluster(redis: object): Cluster | undefined {
  return redis instanceof Cluster ? redis : undefined;
}

type ServerAddress = Exclude<RedisAddress, { kind: "cluster" }>;

function connectToServer(address: ServerAddress, options: RedisOptions): Redis {
  const settings = { ...toSettings(options), retryStrategy: toRetryMs };
  if (address.kind === "single") return new IoRedis(address.url, settings);
  const { sentinels, name, db, isTls } = address;
  return new IoRedis({
    ...settings,
    ...toAccess(address),
    // Without this, the connection to the master would be in plain text.
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
    // A hanging node must not delay the refresh longer than a command.
    slotsRefreshTimeout: options.commandTimeoutMs,
    slotsRefreshInterval: slotsRefreshMs,
  });
  return cluster as unknown as Redis;
}

/** Commands discover a moved master themselves; the refresh covers idle connections. */
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

/**
 * Resolves once the connection is ready or its first attempt has failed: a service starts without its cache if need be.
 */
export async function settled(redis: Redis): Promise<void> {
  if (redis.status === "ready") return;
  await new Promise<void>(resolve => {
    redis.once("ready", resolve);
    redis.once("close", () => resolve());
  });
}
