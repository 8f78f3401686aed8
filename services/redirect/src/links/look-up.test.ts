import { Problem } from "@shunt/contracts";
import { expect, test, vi } from "vitest";
import { createGuard } from "./guard.ts";
import { createLookUp } from "./look-up.ts";

const down = () => Promise.reject(new Error("down"));

/** A look-up of numbers by name, over two sources that the test controls. */
function aLookUp(sources: {
  redis?: (keys: readonly string[]) => Promise<(number | undefined)[]>;
  postgres?: (keys: readonly string[]) => Promise<(number | undefined)[]>;
}) {
  const nothing = async (keys: readonly string[]) => keys.map(() => undefined);
  const fromRedis = vi.fn(sources.redis ?? nothing);
  const fromPostgres = vi.fn(sources.postgres ?? nothing);
  const toRedis = vi.fn(async () => {});
  const onError = vi.fn();
  const guards = { redis: createGuard("redis", 1_000), postgres: createGuard("postgres", 1_000) };
  return {
    lookUp: createLookUp({ fromRedis, fromPostgres, toRedis, onError, onAsked: () => {}, ...guards }),
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
