import { startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createRedis, type Redis, settled } from "./create-redis.ts";
import { instanceKey } from "./keys.ts";
import { announceInstance, findClockDifferences, findInstances, findLostInstances } from "./service-instances.ts";

let server: TestRedis;
let redis: Redis;
beforeAll(async () => {
  server = await startTestRedis();
  redis = createRedis({ url: server.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  await settled(redis);
});
afterAll(async () => {
  redis?.disconnect();
  await server?.stop();
});
beforeEach(() => redis.flushall());

async function announce(host: string) {
  const before = new Set((await findInstances(redis)).map(({ id }) => id));
  const stop = announceInstance({
    redis,
    service: "worker",
    readProcess: () => ({ version: "1", host, pid: 1, startedAt: new Date(), rssBytes: 1, eventLoopLagMs: 1 }),
    readiness: async () => ({ queue: "ok" }),
    silenceMs: 60_000,
    onError: err => {
      throw err;
    },
  });
  onTestFinished(stop);
  for (;;) {
    const instance = (await findInstances(redis)).find(({ id }) => !before.has(id));
    if (instance) return { id: instance.id, stop };
  }
}
/** As Redis does for a process that is silent. */
const silence = (id: string) => redis.del(instanceKey(id));
const findLost = async () => {
  const live = await findInstances(redis);
  return (await findLostInstances(redis, live)).map(({ id }) => id);
};

test("findLostInstances lists a process that went silent, and not one that stopped", async () => {
  const [silent, stopped] = [await announce("one"), await announce("two")];
  await stopped.stop();
  expect(await findLost()).toEqual([]);

  await silence(silent.id);

  expect(await findInstances(redis)).toEqual([]);
  expect(await findLost()).toEqual([silent.id]);
});

test("a process that starts on the same host replaces a lost one", async () => {
  const lost = await announce("one");
  await silence(lost.id);

  await announce("two");
  expect(await findLost()).toEqual([lost.id]);
  await announce("one");

  expect(await findLost()).toEqual([]);
});

test("a process reports itself to a Redis that is full", async () => {
  await redis.set("ballast", "x".repeat(1_000_000));
  await redis.config("SET", "maxmemory", "100kb");
  onTestFinished(async () => void (await redis.config("SET", "maxmemory", "0")));
  await expect(redis.set("refused", "x")).rejects.toThrow("OOM");

  const { id, stop } = await announce("one");

  expect((await findInstances(redis)).map(each => each.id)).toEqual([id]);
  await silence(id);
  expect(await findLost()).toEqual([id]);
  await stop();
  expect(await findLost()).toEqual([]);
});

test.each([0, 60 * 60_000, -60 * 60_000])(
  "findClockDifferences finds a process whose clock differs by %i ms",
  async differenceMs => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + differenceMs });
    onTestFinished(() => void vi.useRealTimers());
    const { id } = await announce("one");
    vi.useRealTimers();

    const found = await findClockDifferences(redis, await findInstances(redis));

    expect([...found.keys()]).toEqual([id]);
    expect(Math.abs((found.get(id) ?? Number.NaN) - differenceMs)).toBeLessThan(20_000);
  },
);
