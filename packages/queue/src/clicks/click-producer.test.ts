import { waitFor } from "@shunt/testing";
import {
  startTestRedis,
  startTestRedisCluster,
  startTestRedisWithSentinels,
  type TestRedisNode,
} from "@shunt/testing/stores";
import { afterEach, expect, test, vi } from "vitest";
import { shardOf } from "../shards/click-shards.ts";
import { createClickProducer } from "./click-producer.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

function jobKey(batchName: string, shardCount = 1): string {
  const { prefix, name } = shardOf(batchName, shardCount);
  return `${prefix}:${name}:${batchName}`;
}
const batch = {} as Parameters<ReturnType<typeof createClickProducer>["ship"]>[1];

/** Longer than in production, so that a busy machine does not end a wait. */
const replicaWaitMs = 30_000;

async function aProducer(url: string, shardCount = 1, waitMs = replicaWaitMs) {
  const producer = createClickProducer(url, () => {}, shardCount, waitMs);
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

test("ship waits for a replica behind sentinels", async () => {
  const redis = await startTestRedisWithSentinels();
  stops.push(() => redis.stop());

  await expectToWaitFor(redis.master, redis.replica, redis.url);
});

test("ship waits for a replica of the batch's cluster node", async () => {
  const cluster = await startTestRedisCluster();
  stops.push(() => cluster.stop());
  const [master, replica] = [await cluster.findMaster(jobKey("batch")), await cluster.findReplica(jobKey("batch"))];

  await expectToWaitFor(master, replica, cluster.url);
});

test("ship waits only for a replica of the batch's own shard", async () => {
  const cluster = await startTestRedisCluster();
  stops.push(() => cluster.stop());
  const producer = await aProducer(cluster.url, 4);
  const [hanging, other] = ["b", "c"];
  const replica = await cluster.findReplica(jobKey(hanging, 4));
  expect((await cluster.findReplica(jobKey(other, 4))).port).not.toBe(replica.port);
  const onShipped = vi.fn();
  // Warms up each shard, so that no set-up happens while the replica hangs.
  for (const name of ["e", "f", "g", "h"]) await producer.ship(name, batch);

  replica.pause();
  const shipping = producer.ship(hanging, batch).then(onShipped);
  for (let i = 0; i < 10; i++) await producer.ship(other, batch);
  expect(onShipped).not.toHaveBeenCalled();
  replica.resume();

  await shipping;
});

test("shards are spread over all masters of a cluster", async () => {
  const cluster = await startTestRedisCluster();
  stops.push(() => cluster.stop());
  const names = Array.from({ length: 30 }, (_, i) => `batch-${i}`);
  const producer = await aProducer(cluster.url, 3);

  for (const name of names) await producer.ship(name, batch);

  const masters = await Promise.all(names.map(name => cluster.findMaster(jobKey(name, 3))));
  expect(new Set(masters.map(({ port }) => port)).size).toBe(3);
  const found = names.map((name, i) => masters[i]?.send(`EXISTS ${jobKey(name, 3)}`));
  expect((await Promise.all(found)).map(answer => answer?.trim())).toEqual(names.map(() => ":1"));
});

test("ship succeeds without its replica", async () => {
  const redis = await startTestRedisWithSentinels();
  stops.push(() => redis.stop());
  await redis.replica.kill();
  const producer = await aProducer(redis.url, 1, 100);

  await producer.ship("alone", batch);

  expect(await redis.master.send(`EXISTS ${jobKey("alone")}`)).toContain(":1");
});

test("a receipt is valid until its Redis restarts", async () => {
  const redis = await startTestRedis({ isDurable: true });
  stops.push(() => redis.stop());
  const producer = await aProducer(redis.url);
  const receipt = await producer.ship("batch", batch);

  expect(await receipt.isStillValid()).toBe(true);
  await redis.kill();
  await expect(receipt.isStillValid()).rejects.toThrow();
  await redis.start();
  await waitFor(() => producer.ship("another", batch).catch(() => undefined), { what: "the connection" });

  expect(await receipt.isStillValid()).toBe(false);
});

test("a receipt of a cluster is valid until a replica takes over", async () => {
  const cluster = await startTestRedisCluster();
  stops.push(() => cluster.stop());
  const producer = await aProducer(cluster.url);
  const receipt = await producer.ship("batch", batch);
  const other = await cluster.findReplica(jobKey("batch"));

  expect(await receipt.isStillValid()).toBe(true);
  await other.send("CLUSTER FAILOVER");
  await waitFor(async () => (await other.send("INFO replication")).includes("role:master"), { what: "the failover" });

  await waitFor(async () => !(await receipt.isStillValid().catch(() => true)), { what: "the receipt to be invalid" });
});
