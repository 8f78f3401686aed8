import { aClick, waitFor } from "@shunt/testing";
import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterEach, beforeEach, expect, test } from "vitest";
import { toClickBatch } from "./click-batch.ts";
import { type ClickConsumer, createClickConsumer } from "./click-consumer.ts";
import { createClickProducer } from "./click-producer.ts";
import { createClickQueueDepth } from "./click-queue-depth.ts";
import { createDeadBatches } from "./dead-batches.ts";

const stops: (() => unknown)[] = [];
let redis: TestRedis;
beforeEach(async () => {
  redis = await startTestRedis();
  stops.push(redis.stop);
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** Enough names for each shard to get several batches. */
const names = Array.from({ length: 60 }, (_, i) => `batch-${i}`);

async function ship(shardCount: number, batches: readonly string[] = names): Promise<void> {
  const producer = createClickProducer(redis.url, () => {}, shardCount);
  await producer.ready();
  for (const name of batches) await producer.ship(name, toClickBatch([aClick()]));
  await producer.stop();
}

function consume(
  options: Pick<Parameters<typeof createClickConsumer>[0], "ingest"> &
    Partial<Parameters<typeof createClickConsumer>[0]>,
): ClickConsumer {
  const consumer = createClickConsumer({
    redisUrl: redis.url,
    concurrency: 32,
    silenceMs: 15_000,
    isPoison: () => true,
    onFailed: () => {},
    onError: () => {},
    ...options,
  });
  stops.push(() => consumer.stop());
  return consumer;
}

function open<T extends { stop(): unknown }>(create: (url: string, onError: () => void) => T): T {
  const opened = create(redis.url, () => {});
  stops.push(() => opened.stop());
  return opened;
}

/** An ingest that records batch names. */
function recordIngested() {
  const ingested: string[] = [];
  return { ingested, ingest: async (name: string) => void ingested.push(name) };
}

test.each([
  ["the same number of shards as the redirects", 4, 4],
  ["fewer shards than the redirects fill", 1, 4],
  ["more shards than the redirects fill", 8, 2],
  ["fewer shards than before", 2, 32],
])("a worker configured with %s takes every batch once", async (_name, ofWorker, ofRedirect) => {
  const { ingested, ingest } = recordIngested();
  await ship(ofRedirect);

  consume({ shardCount: ofWorker, ingest });

  await waitFor(() => ingested.length >= names.length, { what: "all batches" });
  const { waiting, active, delayed } = await open(createClickQueueDepth).read();
  expect(waiting + active + delayed).toBe(0);
  expect(ingested.toSorted()).toEqual(names.toSorted());
});

test("a running worker finds shards that redirects start to fill", async () => {
  const { ingested, ingest } = recordIngested();
  const consumer = consume({ ingest });
  await ship(1, names.slice(0, 10));
  await waitFor(() => ingested.length === 10, { what: "the batches of the only shard" });
  expect(consumer.countShards()).toBe(1);

  await ship(4, names.slice(10));

  await waitFor(() => ingested.length >= names.length, { what: "the batches of the other shards" });
  expect(ingested.toSorted()).toEqual(names.toSorted());
  expect(consumer.countShards()).toBe(4);
});

test("the concurrency limit applies to all shards together", async () => {
  let inHand = 0;
  let most = 0;
  let done = 0;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await ship(4);
  consume({
    shardCount: 4,
    concurrency: 8,
    async ingest() {
      most = Math.max(most, ++inHand);
      await released;
      inHand -= 1;
      done += 1;
    },
  });

  await waitFor(() => inHand === 8, { what: "the limit to be reached" });
  release();
  await waitFor(() => done === names.length, { what: "the others" });

  expect(most).toBe(8);
});

test("click queue depth and oldest batch cover all shards", async () => {
  const startedAt = Date.now();
  await ship(4, names.slice(0, 1));
  const shippedAt = Date.now();
  await ship(4, names.slice(1));
  const depth = open(createClickQueueDepth);

  expect(await depth.read()).toEqual({ waiting: names.length, active: 0, delayed: 0, failed: 0 });
  const oldestAt = (await depth.findOldest()) as number;
  expect(oldestAt).toBeGreaterThanOrEqual(startedAt);
  expect(oldestAt).toBeLessThanOrEqual(shippedAt);
});

test("dead batches of all shards are listed latest first and redriven", async () => {
  await ship(4);
  let isRefusing = true;
  const ingested: string[] = [];
  consume({
    shardCount: 1,
    async ingest(name) {
      if (isRefusing) throw new Error("refused");
      ingested.push(name);
    },
  });
  const [dead, depth] = [open(createDeadBatches), open(createClickQueueDepth)];
  await waitFor(async () => (await depth.read()).failed === names.length, { what: "all batches to fail" });

  const listed = await dead.list(1_000);
  const times = listed.map(({ failedAt }) => failedAt.getTime());
  expect(listed.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  expect(listed.every(({ reason }) => reason === "refused")).toBe(true);
  expect(await dead.list(5)).toHaveLength(5);

  isRefusing = false;
  expect(await dead.redrive()).toBe(names.length);
  await waitFor(() => ingested.length === names.length, { what: "all batches to be ingested" });
  expect(await dead.list(1_000)).toEqual([]);
});

test("dropOlderThan drops old dead batches and keeps recent ones", async () => {
  await ship(2);
  const dead = open(createDeadBatches);
  consume({ shardCount: 2, ingest: () => Promise.reject(new Error("poison")) });
  await waitFor(async () => (await dead.list(1_000)).length === names.length, { what: "all batches to fail" });

  expect(await dead.dropOlderThan(60_000)).toBe(0);
  expect(await dead.list(1_000)).toHaveLength(names.length);
  await waitFor(async () => (await dead.dropOlderThan(1)) === 0 && (await dead.list(1)).length === 0, {
    what: "all to be dropped",
  });
});
