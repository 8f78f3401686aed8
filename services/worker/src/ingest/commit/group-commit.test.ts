import { expect, test } from "vitest";
import { createGroupCommit } from "./group-commit.ts";

/** Commits that the test completes. Each item is its own size. */
function aGroupCommit(maxSize: number) {
  const groups: {
    items: readonly number[];
    end: (results: PromiseSettledResult<string>[]) => void;
    fail: (err: Error) => void;
  }[] = [];
  const add = createGroupCommit<number, string>({
    maxSize,
    sizeOf: item => item,
    commit(items) {
      const { promise, resolve, reject } = Promise.withResolvers<PromiseSettledResult<string>[]>();
      groups.push({ items, end: resolve, fail: reject });
      return promise;
    },
  });
  const written = (items: readonly number[]) =>
    items.map(item => ({ status: "fulfilled" as const, value: `written ${item}` }));
  return { add, groups, written };
}

/** Runs everything that is ready to run. */
const settle = () => new Promise(resolve => setImmediate(resolve));

test("group commit commits a lone item at once and groups items that arrive meanwhile", async () => {
  const { add, groups, written } = aGroupCommit(100);
  const first = add(1);
  expect(groups.map(group => group.items)).toEqual([[1]]);
  const others = [add(2), add(3)];
  expect(groups).toHaveLength(1);

  groups[0]?.end(written([1]));
  await expect(first).resolves.toBe("written 1");
  await settle();
  groups[1]?.end(written([2, 3]));

  await expect(Promise.all(others)).resolves.toEqual(["written 2", "written 3"]);
});

test("group commit respects maxSize and commits a larger item alone", async () => {
  const { add, groups, written } = aGroupCommit(10);
  const all = [1, 6, 4, 1, 50, 2].map(add);

  for (let i = 0; i < groups.length; i++) {
    groups[i]?.end(written(groups[i]?.items ?? []));
    await settle();
  }

  await Promise.all(all);
  expect(groups.map(group => group.items)).toEqual([[1], [6, 4], [1], [50], [2]]);
});

test("group commit rejects single items or, if the commit throws, the whole group, and continues", async () => {
  const { add, groups, written } = aGroupCommit(100);
  const first = add(0);
  const [good, bad] = [add(1), add(2)];
  groups[0]?.end(written([0]));
  await first;
  await settle();
  groups[1]?.end([...written([1]), { status: "rejected", reason: new Error("refused") }]);
  await expect(good).resolves.toBe("written 1");
  await expect(bad).rejects.toThrow("refused");

  await settle();
  const third = add(3);
  groups[2]?.fail(new Error("Postgres is gone"));
  await expect(third).rejects.toThrow("Postgres is gone");

  await settle();
  const last = add(4);
  groups[3]?.end(written([4]));
  await expect(last).resolves.toBe("written 4");
});
