import { Problem } from "@shunt/contracts/problem";
import { expect, test, vi } from "vitest";
import { createGuard } from "./guard.ts";
import { createLookUp, type ReplicaOptions } from "./look-up.ts";

const down = () => Promise.reject(new Error("down"));

const seven = async (keys: readonly string[]) => keys.map(() => 7);

/** A look-up of numbers by name, with sources that the test controls. */
function aLookUp(sources: {
  redis?: (keys: readonly string[]) => Promise<(number | null | undefined)[]>;
  postgres?: (keys: readonly string[]) => Promise<(number | undefined)[]>;
  replica?: Omit<ReplicaOptions<string, number>, "guard">;
}) {
  const empty = async (keys: readonly string[]) => keys.map(() => undefined);
  const fromRedis = vi.fn(sources.redis ?? empty);
  const fromPostgres = vi.fn(sources.postgres ?? empty);
  const toRedis = vi.fn(async () => {});
  const onError = vi.fn();
  const guards = { redis: createGuard("redis", 1_000), postgres: createGuard("postgres", 1_000) };
  const replica = sources.replica && { ...sources.replica, guard: createGuard("replica", 1_000) };
  return {
    lookUp: createLookUp({ fromRedis, fromPostgres, toRedis, onError, onQuery: () => {}, ...guards, replica }),
    fromRedis,
    fromPostgres,
    toRedis,
    onError,
  };
}

test("a look-up does not query Postgres for a value in Redis", async () => {
  const { lookUp, fromPostgres } = aLookUp({ redis: async () => [7] });

  expect(await lookUp("a")).toEqual({ value: 7, source: "redis" });
  expect(fromPostgres).not.toHaveBeenCalled();
});

test("a look-up reads a value from Postgres if Redis has none, and writes it to Redis", async () => {
  const { lookUp, toRedis } = aLookUp({ postgres: async () => [7] });

  expect(await lookUp("a")).toEqual({ value: 7, source: "postgres" });
  expect(toRedis).toHaveBeenCalledExactlyOnceWith("a", 7);
});

test("a look-up writes nothing to Redis if no store has a value", async () => {
  const { lookUp, toRedis } = aLookUp({});

  expect(await lookUp("a")).toEqual({ value: undefined, source: "postgres" });
  expect(toRedis).not.toHaveBeenCalled();
});

test("a look-up batches the keys of one tick", async () => {
  const { lookUp, fromRedis, fromPostgres } = aLookUp({
    redis: async keys => keys.map(key => (key === "a" ? 1 : undefined)),
  });

  await Promise.all(["a", "b", "c"].map(lookUp));

  expect(fromRedis.mock.calls).toEqual([[["a", "b", "c"]]]);
  expect(fromPostgres.mock.calls).toEqual([[["b", "c"]]]);
});

test("a look-up falls back to Postgres while Redis is down and stops querying Redis after five failures", async () => {
  const { lookUp, fromRedis, toRedis, onError } = aLookUp({ redis: down, postgres: seven });

  for (let i = 0; i < 20; i++) expect(await lookUp("a")).toEqual({ value: 7, source: "postgres" });

  expect(fromRedis.mock.calls.length).toBeLessThanOrEqual(5);
  expect(toRedis.mock.calls.length).toBeLessThanOrEqual(5);
  expect(onError).toHaveBeenCalledWith(expect.any(Error), "redis");
});

test("a look-up throws unavailable while both stores are down", async () => {
  const { lookUp } = aLookUp({ redis: down, postgres: down });

  await expect(lookUp("a")).rejects.toBeInstanceOf(Problem);
  await expect(lookUp("a")).rejects.toMatchObject({ code: "unavailable" });
});

/** A replica with the same use and value for every key. */
function aReplica(use: "first" | "fallback" | "never", value: number | undefined) {
  return { useFor: () => use, find: vi.fn(async (keys: readonly string[]) => keys.map(() => value)) };
}
test("a look-up reads a value from a current replica and does not write it to Redis", async () => {
  const { lookUp, fromPostgres, toRedis } = aLookUp({ postgres: seven, replica: aReplica("first", 5) });

  expect(await lookUp("a")).toEqual({ value: 5, source: "postgres_replica" });
  expect(fromPostgres).not.toHaveBeenCalled();
  expect(toRedis).not.toHaveBeenCalled();
});

test("a look-up queries the primary for values that the replica lacks, and throws its error", async () => {
  const { lookUp } = aLookUp({ postgres: async () => [undefined], replica: aReplica("first", undefined) });
  expect(await lookUp("a")).toEqual({ value: undefined, source: "postgres" });

  const { lookUp: lookUpAlone } = aLookUp({ postgres: down, replica: aReplica("first", undefined) });
  await expect(lookUpAlone("a")).rejects.toMatchObject({ code: "unavailable", cause: { message: "down" } });
});

test("a look-up falls back to the primary while the replica is down and stops querying it after five failures", async () => {
  const replica = { useFor: () => "first" as const, find: vi.fn(down) };
  const { lookUp, onError } = aLookUp({ postgres: seven, replica });

  for (let i = 0; i < 20; i++) expect(await lookUp("a")).toEqual({ value: 7, source: "postgres" });

  expect(replica.find.mock.calls.length).toBeLessThanOrEqual(5);
  expect(onError).toHaveBeenCalledWith(expect.any(Error), "postgres_replica");
});

test.each([
  ["whose use is fallback", "fallback" as const, async () => [undefined]],
  ["while Redis is down", "first" as const, down],
])("a look-up queries a replica %s only if the primary fails", async (_case, use, redis) => {
  const replica = aReplica(use, 5);
  const healthy = aLookUp({ redis, postgres: seven, replica });
  expect(await healthy.lookUp("a")).toEqual({ value: 7, source: "postgres" });
  expect(replica.find).not.toHaveBeenCalled();

  const broken = aLookUp({ redis, postgres: down, replica });
  expect(await broken.lookUp("a")).toEqual({ value: 5, source: "postgres_replica" });
});

test.each([
  ["a recently changed key", "never" as const, async () => [undefined]],
  ["a tombstone in Redis", "first" as const, async () => [null]],
])("a look-up never queries the replica for %s", async (_case, use, redis) => {
  const replica = aReplica(use, 5);
  const { lookUp } = aLookUp({ redis, postgres: down, replica });

  await expect(lookUp("a")).rejects.toMatchObject({ code: "unavailable" });
  expect(replica.find).not.toHaveBeenCalled();
});

test("a look-up queries a failed replica again if the primary fails too", async () => {
  const find = vi.fn(async () => [5]).mockRejectedValueOnce(new Error("down"));
  const { lookUp } = aLookUp({ postgres: down, replica: { useFor: () => "first", find } });

  expect(await lookUp("a")).toEqual({ value: 5, source: "postgres_replica" });
});
