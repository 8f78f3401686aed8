import { startTestRedisCluster, startTestRedisWithSentinels, type TestRedisNode, waitFor } from "@shunt/testing";
import { afterEach, expect, test, vi } from "vitest";
import { createClickProducer } from "./click-producer.ts";
import { clickQueue } from "./names.ts";

vi.setConfig({ testTimeout: 60_000 });

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const jobKey = (name: string) => `${clickQueue.prefix}:${clickQueue.name}:${name}`;
const batch = {} as Parameters<ReturnType<typeof createClickProducer>["ship"]>[1];

async function aProducer(url: string) {
  const producer = createClickProducer(url, () => {});
  stops.push(() => producer.stop());
  await producer.ready();
  return producer;
}

async function expectToWaitFor(master: TestRedisNode, replica: TestRedisNode, url: string): Promise<void> {
  const producer = await aProducer(url);
  await producer.ship("warm", batch);
  const onShipped = vi.fn();

  replica.pause();
  const shipping = producer.ship("batch", batch).then(onShipped);
  await waitFor(async () => (await master.send(`EXISTS ${jobKey("batch")}`)).startsWith(":1"), {
    what: "the master to have the batch",
  });
  expect(onShipped).not.toHaveBeenCalled();
  replica.resume();

  await shipping;
  expect(await replica.send("INFO replication")).toContain("role:slave");
}

test("a batch is shipped once a replica has it as well", async () => {
  const redis = await startTestRedisWithSentinels();
  stops.push(() => redis.stop());

  await expectToWaitFor(redis.master, redis.replica, redis.url);
});

test("a batch is shipped once a replica of its node in the cluster has it as well", async () => {
  const cluster = await startTestRedisCluster();
  stops.push(() => cluster.stop());
  const [master, replica] = [await cluster.findMaster(jobKey("batch")), await cluster.findReplica(jobKey("batch"))];

  await expectToWaitFor(master, replica, cluster.url);
});

test("a replica that is gone keeps no batch from being shipped", async () => {
  const redis = await startTestRedisWithSentinels();
  stops.push(() => redis.stop());
  await redis.replica.kill();
  const producer = await aProducer(redis.url);

  await producer.ship("alone", batch);

  expect(await redis.master.send(`EXISTS ${jobKey("alone")}`)).toContain(":1");
});
