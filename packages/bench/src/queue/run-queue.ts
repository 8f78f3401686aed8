import { join } from "node:path";
import { findRedisBinary, freePort, startRedis } from "@shunt/dev";
import { createClickConsumer, createClickProducer, toClickBatch } from "@shunt/queue";
import { Redis } from "ioredis";
import { makeClicks } from "../make-clicks.ts";
import { type Stage, toolsDir } from "../stage.ts";

export interface QueueRun {
  shards: number;
  clicksPerBatch: number;
  shippedPerSecond: number;
  takenPerSecond: number;
  /** Processor time of Redis to add and remove one batch. */
  redisMicroseconds: number;
  /** Memory of a waiting batch in Redis. */
  bytesPerBatch: number;
}

const settings = [
  { shards: 1, clicksPerBatch: 2_000 },
  { shards: 4, clicksPerBatch: 2_000 },
  { shards: 1, clicksPerBatch: 100 },
];
/** Batches that the redirect ships at the same time, and batches that the worker processes at the same time. */
const underWay = 4;
const inHand = 32;

/**
 * Sends batches through the queue, with the append-only file on, and discards them. Measures the processor time of Redis,
 * which uses one core.
 */
export async function runQueue(stage: Stage, { clicks }: { clicks: number }): Promise<QueueRun[]> {
  const options = { dir: join(stage.scratchDir, "queue"), port: await freePort(), isDurable: true };
  const redis = await startRedis(await findRedisBinary(toolsDir), options);
  const client = new Redis(redis.url);
  const links = Array.from({ length: 10_000 }, (_, i) => ({ id: toLinkId(i), url: `https://example.com/${i}` }));
  const made = makeClicks(links, clicks, Date.now());
  try {
    const runs: QueueRun[] = [];
    for (const { shards, clicksPerBatch } of settings) {
      const batches = Array.from({ length: Math.floor(clicks / clicksPerBatch) }, (_, i) =>
        toClickBatch(made.slice(i * clicksPerBatch, (i + 1) * clicksPerBatch)),
      );
      const before = await read(client);
      const shippedPerSecond = await ship(redis.url, shards, batches);
      const { memory } = await read(client);
      const takenPerSecond = await take(redis.url, shards, batches.length);
      const after = await read(client);
      runs.push({
        shards,
        clicksPerBatch,
        shippedPerSecond,
        takenPerSecond,
        redisMicroseconds: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / batches.length,
        bytesPerBatch: (memory - before.memory) / batches.length,
      });
    }
    return runs;
  } finally {
    client.disconnect();
    await redis.stop();
  }
}

function toLinkId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

async function read(client: Redis): Promise<{ cpuSeconds: number; memory: number }> {
  const info = await client.info();
  const numberOf = (name: string) => Number(new RegExp(`^${name}:(\\S+)`, "m").exec(info)?.[1]);
  return { cpuSeconds: numberOf("used_cpu_user") + numberOf("used_cpu_sys"), memory: numberOf("used_memory") };
}

/** Returns batches a second. */
async function ship(url: string, shards: number, batches: readonly ReturnType<typeof toClickBatch>[]): Promise<number> {
  const producer = createClickProducer(url, onError, shards);
  await producer.ready();
  const waiting = batches.entries();
  const startedAt = performance.now();
  const shipNext = async () => {
    for (const [i, batch] of waiting) await producer.ship(`bench-${startedAt}-${i}`, batch);
  };
  await Promise.all(Array.from({ length: underWay }, shipNext));
  const perSecond = toPerSecond(batches.length, startedAt);
  await producer.stop();
  return perSecond;
}

/** Returns batches a second. */
async function take(url: string, shards: number, count: number): Promise<number> {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const startedAt = performance.now();
  let taken = 0;
  const consumer = createClickConsumer({
    redisUrl: url,
    shardCount: shards,
    concurrency: inHand,
    silenceMs: 15_000,
    async ingest() {
      taken += 1;
      if (taken === count) resolve();
    },
    isPoison: () => false,
    onFailed: (_name, err) => onError(err),
    onError,
  });
  await done;
  const perSecond = toPerSecond(count, startedAt);
  await consumer.stop();
  return perSecond;
}

function toPerSecond(count: number, startedAt: number): number {
  return count / ((performance.now() - startedAt) / 1_000);
}

function onError(err: Error): void {
  process.stderr.write(`${err.message}\n`);
}
