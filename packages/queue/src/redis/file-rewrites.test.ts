import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { aClick, waitFor } from "@shunt/testing";
import {
  startTestRedis,
  startTestRedisCluster,
  startTestRedisWithSentinels,
  type TestRedisNode,
} from "@shunt/testing/stores";
import { Redis } from "ioredis";
import { afterEach, expect, test } from "vitest";
import { toClickBatch } from "../clicks/click-batch.ts";
import { createClickConsumer } from "../clicks/click-consumer.ts";
import { createClickProducer } from "../clicks/click-producer.ts";
import { clickShards } from "../names.ts";
import { startFileRewrites, toPauseMs } from "./file-rewrites.ts";

const ip = "203.0.113.77";
const toPause = () => 50;
const userAgent = "a unique user agent";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function shipClick(redisUrl: string): Promise<void> {
  const producer = createClickProducer(redisUrl, () => {});
  await producer.ready();
  await producer.ship("batch-1", toClickBatch([aClick({ ip, userAgent })]));
  await producer.stop();
}

/** Consumes clicks and rewrites files like a worker. */
function startTestWorker(redisUrl: string, onForbidden: (err: Error) => void = () => {}) {
  const files = startFileRewrites({ redisUrl, onError: () => {}, onForbidden, toPause });
  const ingested: string[] = [];
  const consumer = createClickConsumer({
    redisUrl,
    concurrency: 1,
    silenceMs: 15_000,
    ingest: async name => void ingested.push(name),
    isPoison: () => true,
    onFailed: () => {},
    onIngested: files.requestRewrite,
    onError: () => {},
  });
  stops.push(files.stop, () => consumer.stop());
  return { ingested };
}

/** Reads all files of a server. @param dir the `dir` setting of Redis */
async function readFiles(dir: string): Promise<string> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = names.filter(entry => entry.isFile() && /\.(aof|rdb)$/.test(entry.name));
  // A replaced file may be gone by now.
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), "latin1").catch(() => ""));
  return (await Promise.all(texts)).join("\n");
}

async function connectTo(port: number): Promise<Redis> {
  const redis = new Redis({ port });
  stops.push(() => redis.disconnect());
  return redis;
}

async function findDirectory(port: number): Promise<string> {
  const [, dir = ""] = (await (await connectTo(port)).config("GET", "dir")) as string[];
  return dir;
}

async function expectAddressDeleted(dirs: readonly string[]): Promise<void> {
  const hold = async () =>
    (await Promise.all(dirs.map(readFiles))).map(text => text.includes(ip) || text.includes(userAgent));
  await waitFor(async () => !(await hold()).includes(true), {
    what: "the address to be in no file",
  });
}

async function startDurableRedis() {
  const redis = await startTestRedis({ isDurable: true });
  stops.push(redis.stop);
  return { ...redis, port: Number(new URL(redis.url).port) };
}

test("the address of an ingested click disappears from the append-only file", async () => {
  const { url, port } = await startDurableRedis();
  const dir = await findDirectory(port);
  await shipClick(url);
  await waitFor(async () => (await readFiles(dir)).includes(ip), { what: "the click to be on disk" });

  const { ingested } = startTestWorker(url);

  await expectAddressDeleted([dir]);
  expect(ingested).toEqual(["batch-1"]);
});

test("queued clicks stay in the append-only file", async () => {
  const { url, port } = await startDurableRedis();
  const redis = await connectTo(port);
  await shipClick(url);
  const files = startFileRewrites({ redisUrl: url, onError: () => {}, onForbidden: () => {}, toPause });
  stops.push(files.stop);

  await waitFor(async () => Number(/aof_rewrites:(\d+)/.exec(await redis.info("persistence"))?.[1]) > 0, {
    what: "a rewrite",
  });

  expect(await readFiles(await findDirectory(port))).toContain(ip);
});

test("files of a master and its replica behind sentinels are rewritten", async () => {
  const redis = await startTestRedisWithSentinels();
  stops.push(redis.stop);
  const dirs = await Promise.all([redis.master, redis.replica].map(({ port }) => findDirectory(port)));
  await shipClick(redis.url);
  await waitFor(async () => (await readFiles(dirs[1] ?? "")).includes(ip), { what: "the click to be at the replica" });

  startTestWorker(redis.url);

  await expectAddressDeleted(dirs);
});

test("files of every cluster node are rewritten", async () => {
  const redis = await startTestRedisCluster();
  stops.push(redis.stop);
  const key = `${clickShards[0]?.prefix}:any`;
  const nodes: TestRedisNode[] = [await redis.findMaster(key), await redis.findReplica(key)];
  const dirs = await Promise.all(nodes.map(({ port }) => findDirectory(port)));
  await shipClick(redis.url);
  await waitFor(async () => (await readFiles(dirs[1] ?? "")).includes(ip), { what: "the click to be at the replica" });

  startTestWorker(redis.url);

  await expectAddressDeleted(dirs);
});

test("a server that forbids rewrites is reported once, and clicks are still ingested", async () => {
  const { url, port } = await startDurableRedis();
  const admin = await connectTo(port);
  await admin.call("ACL", "SETUSER", "clicks", "on", ">secret", "~*", "&*", "+@all", "-bgrewriteaof");
  const limited = url.replace("redis://", "redis://clicks:secret@");
  const refusals: string[] = [];

  const { ingested } = startTestWorker(limited, err => refusals.push(err.message));
  await waitFor(() => refusals.length > 0, { what: "the refusal" });
  await shipClick(limited);
  await waitFor(() => ingested.length > 0, { what: "the click to be ingested" });

  expect(refusals).toEqual([expect.stringContaining("NOPERM")]);
});

test.each([
  [0, 10_000],
  [500, 10_000],
  [2_500, 200_000],
  [3_600_000, 3_600_000],
])("toPauseMs after a rewrite of %i ms is %i ms", (durationMs, pauseMs) => {
  expect(toPauseMs(durationMs)).toBe(pauseMs);
});
