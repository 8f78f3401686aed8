import { aClick } from "@shunt/testing";
import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { toClickBatch } from "./click-batch.ts";
import { createClickProducer } from "./click-producer.ts";
import { createClickQueueDepth } from "./click-queue-depth.ts";

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.stop());

/** @param database of the test alone */
async function open(database: number, shards: number) {
  const url = `${server.url}/${database}`;
  const producer = createClickProducer(url, () => {}, shards);
  const depth = createClickQueueDepth(url, () => {});
  onTestFinished(async () => {
    await producer.stop();
    await depth.stop();
  });
  await producer.ready();
  return { producer, depth };
}

test("countClicks counts the clicks of all batches over all shards", async () => {
  const { producer, depth } = await open(1, 4);
  expect(await depth.countClicks()).toBe(0);

  for (let count = 1; count <= 12; count++)
    await producer.ship(`batch-${count}`, toClickBatch(Array.from({ length: count }, () => aClick())));

  expect(await depth.countClicks()).toBe(78);
  expect((await depth.read()).waiting).toBe(12);
});

test("countClicks estimates long queues by the batches at their ends", async () => {
  const { producer, depth } = await open(2, 1);
  const batch = toClickBatch(Array.from({ length: 7 }, () => aClick()));

  await Promise.all(Array.from({ length: 400 }, (_, i) => producer.ship(`long-${i}`, batch)));

  expect(await depth.countClicks()).toBe(2_800);
});
