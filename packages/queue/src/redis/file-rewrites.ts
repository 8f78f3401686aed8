import { setTimeout as sleep } from "node:timers/promises";
import { Cluster, Redis } from "ioredis";
import { fileRewriteKey } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "./connection.ts";
import { isForbidden, rewriteFile } from "./file-rewrite.ts";

const pollMs = 1_000;
const shortestPauseMs = 10_000;
const longestPauseMs = 60 * 60_000;
/** Multiple of the previous rewrite's duration, so that rewriting a large file takes about 1 % of the time. */
const pausePerDuration = 100;
/** A small file on a busy machine takes this long; not counted (ms). */
const negligibleMs = 500;
/** Frees the lock of a dead process. Two rewrites at the same time are harmless. */
const lockMs = 60_000;
const connectTimeoutMs = 2_000;

export interface FileRewritesOptions {
  redisUrl: string;
  onError: (err: Error) => void;
  /** Called once if the server forbids rewrites; then none is attempted again. */
  onForbidden: (err: Error) => void;
  /** Replaces `toPauseMs` in tests. */
  toPause?: (durationMs: number) => number;
}

export interface FileRewrites {
  /** Call it after clicks have left the queue. */
  requestRewrite(): void;
  stop(): Promise<void>;
}

/**
 * Deletes visitors' addresses from the append-only files of the queue's Redis. A file contains every write until it is
 * rewritten, which Redis does by itself only after it has doubled and exceeds 64 MB. Some time after clicks leave the
 * queue, one process at a time has every server rewrite its file. https://redis.io/docs/latest/commands/bgrewriteaof
 */
export function startFileRewrites(options: FileRewritesOptions): FileRewrites {
  const { redisUrl, onError, onForbidden, toPause = toPauseMs } = options;
  const connection = createProducerConnection(redisUrl, onError);
  const stopping = new AbortController();
  // True at start, in case another process stopped before its rewrite.
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

/** Includes replicas, as each has its own file. */
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
