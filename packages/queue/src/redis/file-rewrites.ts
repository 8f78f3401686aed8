import { setTimeout as sleep } from "node:timers/promises";
import { Cluster, Redis } from "ioredis";
import { fileRewriteKey } from "../names.ts";
import { createProducerConnection, type QueueConnection } from "./connection.ts";
import { isForbidden, rewriteFile } from "./file-rewrite.ts";

/** How often a process looks whether a rewrite is due. */
const lookEveryMs = 1_000;
const shortestPauseMs = 10_000;
const longestPauseMs = 60 * 60_000;
/** The pause is this many times what the rewrite before took, so that a large file is rewritten for about 1 % of the time. */
const pausePerDuration = 100;
/** What a small file takes on a busy machine; milliseconds that do not count. */
const negligibleMs = 500;
/** A turn ends with its process by then; one that lasts longer shares it, which does no harm. */
const turnMs = 60_000;
const connectTimeoutMs = 2_000;

export interface FileRewritesOptions {
  redisUrl: string;
  onError: (err: Error) => void;
  /** The server does not allow it: told once, and nothing is tried any more. */
  onForbidden: (err: Error) => void;
  /** The pause after a rewrite that took so long, in milliseconds both; for tests. */
  toPause?: (durationMs: number) => number;
}

export interface FileRewrites {
  /** Clicks were taken out of the queue: what the files say of them is to go. */
  requestRewrite(): void;
  stop(): Promise<void>;
}

/**
 * Keeps visitors' addresses from staying in the append-only files of the queue's Redis. Such a file has everything that was ever
 * written until it is rewritten from what is there, and Redis itself does that only when the file has doubled and is beyond 64 MB.
 * A while after clicks have left the queue every server is asked for it, one after the other, by one process at a time.
 * https://redis.io/docs/latest/commands/bgrewriteaof
 */
export function startFileRewrites(options: FileRewritesOptions): FileRewrites {
  const { redisUrl, onError, onForbidden, toPause = toPauseMs } = options;
  const connection = createProducerConnection(redisUrl, onError);
  const stopping = new AbortController();
  // Clicks may have left while another process was there, which is gone.
  let haveLeft = true;

  async function rewriteIfDue(): Promise<void> {
    if (connection.status !== "ready" || !haveLeft || !(await takeTurn(connection))) return;
    haveLeft = false;
    let longestMs = 0;
    try {
      await forEachServer(connection, async server => {
        const startedAt = performance.now();
        await rewriteFile(server, stopping.signal);
        longestMs = Math.max(longestMs, performance.now() - startedAt);
      });
    } catch (err) {
      haveLeft = true;
      throw err;
    } finally {
      await connection.pexpire(fileRewriteKey, toPause(longestMs));
    }
  }

  const looking = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await rewriteIfDue();
      } catch (err) {
        if (stopping.signal.aborted) return;
        if (isForbidden(err)) return onForbidden(err as Error);
        onError(err as Error);
      }
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    requestRewrite() {
      haveLeft = true;
    },
    async stop() {
      stopping.abort();
      // Ends what is under way as well.
      connection.disconnect();
      await looking;
    },
  };
}

/** How long to wait after a rewrite that took so long; milliseconds. */
export function toPauseMs(durationMs: number): number {
  const pauseMs = pausePerDuration * (durationMs - negligibleMs);
  return Math.round(Math.min(Math.max(shortestPauseMs, pauseMs), longestPauseMs));
}

/** False while another process rewrites, and in the pause after that. */
async function takeTurn(connection: QueueConnection): Promise<boolean> {
  return (await connection.set(fileRewriteKey, "1", "PX", turnMs, "NX")) === "OK";
}

/** Masters and replicas alike: each has a file of its own. */
async function forEachServer(connection: QueueConnection, work: (server: Redis) => Promise<void>): Promise<void> {
  const masters = connection instanceof Cluster ? connection.nodes("master") : [connection];
  // Those of a single URL are its provider's, and at addresses that lead nowhere from here.
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

/** Those that follow a master, as it says itself. */
async function findReplicas(master: Redis): Promise<Address[]> {
  const lines = (await master.info("replication")).matchAll(/^slave\d+:ip=(.+?),port=(\d+),state=online/gm);
  return [...lines].map(([, host = "", port]) => ({ host, port: Number(port) }));
}

async function withReplica(master: Redis, address: Address, work: (server: Redis) => Promise<void>): Promise<void> {
  const { username, password, tls, commandTimeout } = master.options;
  const access = { ...(username && { username }), ...(password && { password }), ...(tls && { tls }) };
  const patience = { connectTimeout: connectTimeoutMs, maxRetriesPerRequest: 0, retryStrategy: () => null };
  const settings = { connectionName: "shunt-file-rewrites", lazyConnect: true, ...patience };
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
