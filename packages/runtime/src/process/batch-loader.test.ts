import { setImmediate as endOfTurn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { BatchLoader, type BatchLoaderOptions, Overloaded } from "./batch-loader.ts";

const double = async (keys: readonly number[]) => keys.map(key => key * 2);

/** A loader of numbers; `load` waits for the value of a key. */
function aLoader(options: Pick<BatchLoaderOptions<number, number>, "loadMany"> & { maxWaiting?: number }) {
  const bounds = { maxBatch: 3, maxInFlight: 1, maxWaiting: 100 };
  const loader = new BatchLoader<number, number>({
    ...bounds,
    settle: ({ resolve }, value) => resolve(value),
    ...options,
  });
  const load = (key: number) => new Promise<number>((resolve, reject) => loader.add({ key, resolve, reject }));
  return { load };
}

test("BatchLoader combines the keys of one turn into one query and gives each caller its value", async () => {
  const loadMany = vi.fn(double);
  const loader = aLoader({ loadMany });

  expect(await Promise.all([loader.load(1), loader.load(2), loader.load(3)])).toEqual([2, 4, 6]);
  expect(loadMany).toHaveBeenCalledTimes(1);
});

test("BatchLoader collects keys up to maxBatch while a batch runs", async () => {
  const first = Promise.withResolvers<void>();
  const loadMany = vi.fn(async (keys: readonly number[]) => {
    if (keys.includes(0)) await first.promise;
    return keys;
  });
  const loader = aLoader({ loadMany });

  const answers = [loader.load(0)];
  for (let key = 1; key <= 4; key++) {
    await endOfTurn();
    answers.push(loader.load(key));
  }
  first.resolve();

  expect(await Promise.all(answers)).toEqual([0, 1, 2, 3, 4]);
  expect(loadMany.mock.calls.map(([keys]) => keys)).toEqual([[0], [1, 2, 3], [4]]);
});

test("BatchLoader rejects only the callers of a failed batch", async () => {
  const loader = aLoader({
    loadMany: async (keys: readonly number[]) => {
      if (keys.includes(1)) throw new Error("down");
      return keys;
    },
  });

  const failed = await Promise.allSettled([loader.load(1), loader.load(2)]);

  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await loader.load(3)).toBe(3);
});

test("BatchLoader rejects keys beyond maxWaiting with Overloaded", async () => {
  const loader = aLoader({ maxWaiting: 2, loadMany: double });

  const [first, second, third] = await Promise.allSettled([loader.load(1), loader.load(2), loader.load(3)]);

  expect([first, second].map(result => result?.status)).toEqual(["fulfilled", "fulfilled"]);
  expect(third).toMatchObject({ status: "rejected", reason: expect.any(Overloaded) });
});
