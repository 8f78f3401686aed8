import { randomUUID } from "node:crypto";
import { waitFor } from "@shunt/testing";
import { startTestRedis, startTestRedisCluster } from "@shunt/testing/stores";
import { Queue } from "bullmq";
import { afterEach, expect, test } from "vitest";
import { notificationQueue } from "./names.ts";
import { createNotificationConsumer, createNotificationProducer } from "./notifications.ts";
import { createProducerConnection } from "./redis/connection.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function aProducer(redisUrl: string) {
  const producer = createNotificationProducer(redisUrl, () => {});
  stops.push(() => producer.stop());
  await producer.ready();
  return producer;
}

function consume(redisUrl: string, deliver: (id: string) => Promise<void>, onFailed = (_id: string) => {}): void {
  const consumer = createNotificationConsumer({
    redisUrl,
    concurrency: 2,
    silenceMs: 15_000,
    deliver,
    onFailed,
    onError: () => {},
  });
  stops.push(() => consumer.stop());
}

/** Counts jobs in every state. */
async function countJobs(redisUrl: string): Promise<number> {
  const connection = createProducerConnection(redisUrl, () => {});
  const queue = new Queue(notificationQueue.name, { connection, prefix: notificationQueue.prefix });
  const count = await queue.getJobCountByTypes("waiting", "active", "delayed", "completed", "failed");
  await queue.close();
  connection.disconnect();
  return count;
}

test("a queued notification is delivered once, also on a cluster", async () => {
  const cluster = await startTestRedisCluster();
  stops.push(() => cluster.stop());
  const producer = await aProducer(cluster.url);
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  const delivered: string[] = [];

  await producer.add(ids);
  await producer.add(ids);
  consume(cluster.url, async id => void delivered.push(id));

  await waitFor(() => delivered.length >= ids.length, { what: "the deliveries" });
  await waitFor(async () => (await countJobs(cluster.url)) === 0, { what: "the queue to be empty" });
  expect(delivered.toSorted()).toEqual(ids.toSorted());
});

test("a failed notification is retried, dropped after all attempts, and accepted again when it is re-added", async () => {
  const redis = await startTestRedis();
  stops.push(() => redis.stop());
  const producer = await aProducer(redis.url);
  const id = randomUUID();
  const failed: string[] = [];
  let isDelivered = false;
  const deliver = async () => {
    if (failed.length < 5) throw new Error("not now");
    isDelivered = true;
  };
  consume(redis.url, deliver, each => failed.push(each));

  await producer.add([id]);
  await waitFor(() => failed.length === 5, { what: "the attempts" });
  await waitFor(async () => (await countJobs(redis.url)) === 0, { what: "the queue to be empty" });
  await producer.add([id]);

  await waitFor(() => isDelivered, { what: "the delivery" });
  expect(failed).toEqual(Array(5).fill(id));
});

test("add fails at once while Redis is unreachable", async () => {
  const producer = createNotificationProducer("redis://127.0.0.1:1", () => {});
  stops.push(() => producer.stop());

  await expect(producer.add([randomUUID()])).rejects.toThrow("not connected");
});
