import { createRedis, settled } from "@shunt/cache";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
let redis: ReturnType<typeof createRedis>;

beforeAll(async () => {
  shunt = await startShunt();
  redis = createRedis({ url: shunt.redis.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
});

afterAll(async () => {
  redis?.disconnect();
  await shunt?.stop();
});

test("a worker is not ready while the queue's Redis may evict keys, and logs the reason", async () => {
  await redis.config("SET", "maxmemory-policy", "allkeys-lru");

  expect(await shunt.worker.isReady()).toBe(false);
  expect(await shunt.worker.metric("shunt_ready", { check: "eviction" })).toBe(0);
  expect(shunt.worker.log).toContain("its maxmemory-policy is allkeys-lru, not noeviction");

  await redis.config("SET", "maxmemory-policy", "noeviction");
  await waitFor(() => shunt.worker.isReady(), { what: "the worker to be ready again" });
  expect(await shunt.worker.metric("shunt_ready", { check: "eviction" })).toBe(1);
});
