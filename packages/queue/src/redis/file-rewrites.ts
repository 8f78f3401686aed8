import { setTimeout as sleep } from "node:timers/promises";
import { Cluster, Redis } from "ioredis";
import { fileRewriteKey } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "./connection.ts";
import { isForbidden, rewriteFile } from "./file-rewrite.ts";

/** Interval at which a process checks whether a rewrite is due. */
const pollMs = 1_000;
const shortestPauseMs = 10_000;
const longestPauseMs = 60 * 60_000;
/**
 * The pause is this multiple of the previous rewrite's duration, so that rewriting a large file takes about 1 % of the
 * time.
 */
const pausePerDuration = 100;
/** Duration of rewriting a small file on a busy machine, not counted for the pause (ms). */
const negligibleMs = 500;
/**
 * Expiry of the lock, in case its process dies. If a rewrite takes longer, another process may rewrite too, which is
 * harmless.
 */
const lockMs = 60_000;
const connectTimeoutMs = 2_000;

export interface FileRewritesOptions {
  redisUrl: string;
  onError: (err: Error) => void;
  /** The server forbids rewrites. Called once; then no further rewrite is attempted. */
  onForbidden: (err: Error) => void;
  /** Pause after a rewrite, given its duration (ms); for tests. */
  toPause?: (durationMs: number) => number;
}

export interface FileRewrites {
  /** Call it after clicks left the queue, to delete them from the files too. */
  requestRewrite(): void;
  stop(): Promise<void>;
}

/**
 * Removes visitors' addresses from the append-only files of the queue's Redis. Such a file contains every write until
 * it is rewritten, and Redis itself rewrites it only after it has doubled and exceeds 64 MB. Some time after clicks
 * leave the queue, one process at a time makes each server in turn rewrite its file.
 * https://redis.io/docs/latest/commands/bgrewriteaof
 */
export function startFileRewrites(options: FileRewritesOptions): FileRewrites {
  const { redisUrl, onError, onForbidden, toPause = toPauseMs } = options;
  const connection = createProducerConnection(redisUrl, onError);
  const stopping = new AbortController();
  // True at start: another process may have stopped after clicks left the queue but before a rewrite.
  let isRequested = true;

  async function rewriteIfDue(): Promise<void> {
    if (connection.status !== "ready" || !isRequested || !(await acquireLock(connection))) return;
    isRequested = false;
    let longestMs = 0;
    try {
      await forEachServer(connection, async server => {
        const startedAt = performance.now();
        await rewriteFile(server, stopping.signal);
        longestMs = Math.max(longestMs, performance.now() - startedAt);
      });
    } catch (err) {
      isRequested = true;
      throw err;
    } finally {
      await connection.pexpire(fileRewriteKey, toPause(longestMs));
    }
  }

  const polling = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await rewriteIfDue();
      } catch (err) {
        if (stopping.signal.aborted) return;
        if (isForbidden(err)) return onForbidden(err as Error);
        onError(err as Error);
      }
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    requestRewrite() {
      isRequested = true;
    },
    async stop() {
      stopping.abort();
      // Also aborts running commands.
      connection.disconnect();
      await polling;
    },
  };
}

/** Returns the pause after a rewrite, given its duration (ms). */
export function toPauseMs(durationMs: number): number {
  const pauseMs = pausePerDuration * (durationMs - negligibleMs);
  return Math.round(Math.min(Math.max(shortestPauseMs, pauseMs), longestPauseMs));
}

/** Returns false while another process rewrites, and in the pause afterwards. */
async function acquireLock(connection: QueueConnection): Promise<boolean> {
  return (await connection.set(fileRewriteKey, "1", "PX", lockMs, "NX")) === "OK";
}

/** Calls `work` for masters and replicas, as each has its own file. */
async function forEachServer(connection: QueueConnection, work: (server: Redis) => Promise<void>): Promise<void> {
  const masters = connection instanceof Cluster ? connection.nodes("master") : [connection];
  // Replicas of a single URL belong to its provider and cannot be reached from here.
  const hasReplicas = connection instanceof Cluster || connection.options.sentinels;
  for (const master of masters) {
    await work(master);
    if (!hasReplicas) continue;
    for (const address of await findReplicas(master)) await withReplica(master, address, work);
  }
}

interface Address {
  host: string;
  port: number;
}

/** Finds the online replicas of a master. */
async function findReplicas(master: Redis): Promise<Address[]> {
  const lines = (await master.info("replication")).matchAll(/^slave\d+:ip=(.+?),port=(\d+),state=online/gm);
  return [...lines].map(([, host = "", port]) => ({ host, port: Number(port) }));
}

async function withReplica(master: Redis, address: Address, work: (server: Redis) => Promise<void>): Promise<void> {
  const { username, password, tls, commandTimeout } = master.options;
  const access = { ...(username && { username }), ...(password && { password }), ...(tls && { tls }) };
  const failFast = { connectTimeout: connectTimeoutMs, maxRetriesPerRequest: 0, retryStrategy: () => null };
  const settings = { connectionName: "shunt-file-rewrites", lazyConnect: true, ...failFast };
  const replica = new Redis({ ...settings, ...access, ...(commandTimeout && { commandTimeout }), ...address });
  let failure: Error | undefined;
  replica.on("error", err => {
    failure ??= err;
  });
  try {
    await replica.connect();
    await work(replica);
  } catch (err) {
    throw failure ?? err;
  } finally {
    replica.disconnect();
  }
}
