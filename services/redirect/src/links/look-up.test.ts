import { Problem } from "@shunt/contracts/problem";
import { expect, test, vi } from "vitest";
import { createGuard } from "./guard.ts";
import { createLookUp, type ReplicaOptions } from "./look-up.ts";

const down = () => Promise.reject(new Error("down"));

/** A look-up of numbers by name, over two sources that the test controls. */
function aLookUp(sources: {
  redis?: (keys: readonly string[]) => Promise<(number | null | undefined)[]>;
  postgres?: (keys: readonly string[]) => Promise<(number | undefined)[]>;
  replica?: Omit<ReplicaOptions<string, number>, "guard">;
}) {
  const nothing = async (keys: readonly string[]) => keys.map(() => undefined);
  const fromRedis = vi.fn(sources.redis ?? nothing);
  const fromPostgres = vi.fn(sources.postgres ?? nothing);
  const toRedis = vi.fn(async () => {});
  const onError = vi.fn();
  const guards = { redis: createGuard("redis", 1_000), postgres: createGuard("postgres", 1_000) };
  const replica = sources.replica && { ...sources.replica, guard: createGuard("replica", 1_000) };
  return {
    lookUp: createLookUp({ fromRedis, fromPostgres, toRedis, onError, onAsked: () => {}, ...guards, replica }),
    fromRedis,
    fromPostgres,
    toRedis,
    onError,
  };
}

test("what Redis knows is not asked of Postgres", async () => {
  const { lookUp, fromPostgres } = aLookUp({ redis: async () => [7] });

  expect(await lookUp("a")).toEqual({ value: 7, source: "redis" });
  expect(fromPostgres).not.toHaveBeenCalled();
});

test("what Redis lacks comes from Postgres and is put into Redis", async () => {
  const { lookUp, toRedis } = aLookUp({ postgres: async () => [7] });

  expect(await lookUp("a")).toEqual({ value: 7, source: "postgres" });
  expect(toRedis).toHaveBeenCalledExactlyOnceWith("a", 7);
});

test("what nobody knows does not exist, and is not put anywhere", async () => {
  const { lookUp, toRedis } = aLookUp({});

  expect(await lookUp("a")).toEqual({ value: undefined, source: "postgres" });
  expect(toRedis).not.toHaveBeenCalled();
});

test("questions of one turn go out together", async () => {
  const { lookUp, fromRedis, fromPostgres } = aLookUp({
    redis: async keys => keys.map(key => (key === "a" ? 1 : undefined)),
  });

  await Promise.all(["a", "b", "c"].map(lookUp));

  expect(fromRedis.mock.calls).toEqual([[["a", "b", "c"]]]);
  expect(fromPostgres.mock.calls).toEqual([[["b", "c"]]]);
});

test("with Redis down Postgres answers, and soon Redis is not asked any more", async () => {
  const { lookUp, fromRedis, onError } = aLookUp({ redis: down, postgres: async keys => keys.map(() => 7) });

  for (let i = 0; i < 20; i++) expect(await lookUp("a")).toEqual({ value: 7, source: "postgres" });

  expect(fromRedis.mock.calls.length).toBeLessThanOrEqual(5);
  expect(onError).toHaveBeenCalledWith(expect.any(Error), "redis");
});

test("with both down it is unavailable rather than missing", async () => {
  const { lookUp } = aLookUp({ redis: down, postgres: down });

  await expect(lookUp("a")).rejects.toBeInstanceOf(Problem);
  await expect(lookUp("a")).rejects.toMatchObject({ code: "unavailable" });
});

/** A replica that knows a number, or nothing, and whose turn is the same for every key. */
function aReplica(turn: "before" | "after" | "never", value: number | undefined) {
  return { turnOf: () => turn, find: vi.fn(async (keys: readonly string[]) => keys.map(() => value)) };
}
const seven = async (keys: readonly string[]) => keys.map(() => 7);

test("what Redis lacks is asked of a replica that is current, and is not put into Redis", async () => {
  const { lookUp, fromPostgres, toRedis } = aLookUp({ postgres: seven, replica: aReplica("before", 5) });

  expect(await lookUp("a")).toEqual({ value: 5, source: "postgres_replica" });
  expect(fromPostgres).not.toHaveBeenCalled();
  expect(toRedis).not.toHaveBeenCalled();
});

test("what the replica does not know is asked of Postgres, which alone can say that there is nothing", async () => {
  const { lookUp } = aLookUp({ postgres: async () => [undefined], replica: aReplica("before", undefined) });
  expect(await lookUp("a")).toEqual({ value: undefined, source: "postgres" });

  const { lookUp: lookUpAlone } = aLookUp({ postgres: down, replica: aReplica("before", undefined) });
  await expect(lookUpAlone("a")).rejects.toMatchObject({ code: "unavailable" });
});

test("a replica that is down or hangs costs no answer, and soon is not asked any more", async () => {
  const replica = { turnOf: () => "before" as const, find: vi.fn(down) };
  const { lookUp, onError } = aLookUp({ postgres: seven, replica });

  for (let i = 0; i < 20; i++) expect(await lookUp("a")).toEqual({ value: 7, source: "postgres" });

  expect(replica.find.mock.calls.length).toBeLessThanOrEqual(5);
  expect(onError).toHaveBeenCalledWith(expect.any(Error), "postgres_replica");
});

test.each([
  ["whose turn is later", "after" as const, async () => [undefined]],
  ["when Redis does not answer", "before" as const, down],
])("a replica %s is asked only where Postgres cannot say", async (_why, turn, redis) => {
  const replica = aReplica(turn, 5);
  const healthy = aLookUp({ redis, postgres: seven, replica });
  expect(await healthy.lookUp("a")).toEqual({ value: 7, source: "postgres" });
  expect(replica.find).not.toHaveBeenCalled();

  const broken = aLookUp({ redis, postgres: down, replica });
  expect(await broken.lookUp("a")).toEqual({ value: 5, source: "postgres_replica" });
});

test.each([
  ["what has changed lately", "never" as const, async () => [undefined]],
  ["what Redis says is void", "before" as const, async () => [null]],
])("%s is never asked of the replica", async (_what, turn, redis) => {
  const replica = aReplica(turn, 5);
  const { lookUp } = aLookUp({ redis, postgres: down, replica });

  await expect(lookUp("a")).rejects.toMatchObject({ code: "unavailable" });
  expect(replica.find).not.toHaveBeenCalled();
});

test("a replica that failed is asked once more when Postgres cannot say", async () => {
  const find = vi.fn(async () => [5]).mockRejectedValueOnce(new Error("down"));
  const { lookUp } = aLookUp({ postgres: down, replica: { turnOf: () => "before", find } });

  expect(await lookUp("a")).toEqual({ value: 5, source: "postgres_replica" });
});
