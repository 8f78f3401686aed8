import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { createTestDatabase } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { insertLimitedLink, setMaxClicks } from "../testing/insert-limited-link.ts";
import { createLinkUses, type LinkUses, type LinkUsesDeps } from "./link-uses.ts";
import { readUses, reserveUses, returnUses } from "./use-store.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 8, applicationName: "test" });
});
afterAll(() => db.destroy());

/** A process that counts clicks. */
function aProcess(now: () => number = () => performance.now()) {
  const deps = {
    reserve: vi.fn<LinkUsesDeps["reserve"]>(requests => reserveUses(db, requests)),
    readUses: vi.fn<LinkUsesDeps["readUses"]>(ids => readUses(db, ids)),
    returnUses: vi.fn<LinkUsesDeps["returnUses"]>(unused => returnUses(db, unused)),
    onLost: vi.fn(),
    now,
  };
  const uses = createLinkUses(deps);
  onTestFinished(() => uses.stop());
  return { uses, deps };
}

async function takeMany(processes: readonly LinkUses[], linkId: string, limit: number, visitors: number) {
  const all = await Promise.all(
    Array.from({ length: visitors }, (_, i) =>
      (processes[i % processes.length] as LinkUses).take(linkId, { limit, version: 1 }),
    ),
  );
  return all.filter(({ taken }) => taken).map(({ clicks }) => clicks);
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const sorted = (clicks: readonly number[]) => clicks.toSorted((a, b) => a - b);

test("1,000 concurrent visitors of two processes take exactly the clicks of the limit, in each of 20 rounds", async () => {
  const processes = [aProcess().uses, aProcess().uses];
  for (let round = 0; round < 20; round++) {
    const limit = [1, 2, 100, 500, 999][round % 5] as number;
    const link = await insertLimitedLink(db, limit);

    expect(sorted(await takeMany(processes, link, limit, 1_000))).toEqual(numbers(limit));
  }
});

test("visitors that arrive while a reservation is under way share the next one", async () => {
  const link = await insertLimitedLink(db, 900);
  const { uses, deps } = aProcess();

  await takeMany([uses], link, 900, 900);

  expect(deps.reserve.mock.calls.length).toBeLessThanOrEqual(2);
});

test("a busy link reserves ahead, and takes held clicks without Postgres", async () => {
  const link = await insertLimitedLink(db, 1_000_000);
  const { uses, deps } = aProcess(() => 1_000);
  for (let i = 0; i < 2; i++) await takeMany([uses], link, 1_000_000, 10);

  deps.reserve.mockRejectedValue(new Error("Postgres is away"));

  expect(uses.held()).toBeGreaterThan(0);
  expect(uses.take(link, { limit: 1_000_000, version: 1 })).toMatchObject({ taken: { limit: 1_000_000 } });
});

test("clicks that no visitor takes return to Postgres after two seconds, and when the process stops", async () => {
  const [link, other] = [await insertLimitedLink(db, 1_000_000), await insertLimitedLink(db, 1_000_000)];
  let now = 1_000;
  const { uses } = aProcess(() => now);
  for (const id of [link, other]) for (let i = 0; i < 2; i++) await takeMany([uses], id, 1_000_000, 10);
  now += 1_999;
  await uses.take(other, { limit: 1_000_000, version: 1 });

  now += 1;
  await waitFor(async () => (await readUses(db, [link]))[0] === 20, { what: "the clicks to return" });

  expect(uses.held()).toBeGreaterThan(0);
  await uses.stop();
  expect(await readUses(db, [link, other])).toEqual([20, 21]);
});

test("a used-up link costs one statement per second, and answers from memory while Postgres is away", async () => {
  const link = await insertLimitedLink(db, 1);
  let now = 1_000;
  const { uses, deps } = aProcess(() => now);
  await takeMany([uses], link, 1, 5);
  const { length } = deps.reserve.mock.calls;

  expect(uses.take(link, { limit: 1, version: 1 })).toEqual({ clicks: 1, taken: undefined });
  expect(uses.count(link, { limit: 1, version: 1 })).toBe(1);
  expect(deps.reserve.mock.calls).toHaveLength(length);
  now += 1_000;
  deps.reserve.mockRejectedValue(new Error("Postgres is away"));
  deps.readUses.mockRejectedValue(new Error("Postgres is away"));
  expect(await uses.take(link, { limit: 1, version: 1 })).toEqual({ clicks: 1, taken: undefined });
  expect(await uses.count(link, { limit: 1, version: 1 })).toBe(1);
});

test("take and count reject if this process holds no click and Postgres is away", async () => {
  const err = new Error("Postgres is away");
  const { uses, deps } = aProcess();
  deps.reserve.mockRejectedValue(err);
  deps.readUses.mockRejectedValue(err);
  const link = await insertLimitedLink(db, 10);

  await expect(uses.take(link, { limit: 10, version: 1 })).rejects.toThrow(err);
  await expect(uses.count(link, { limit: 10, version: 1 })).rejects.toThrow(err);
});

test("a reservation whose answer is lost costs its clicks and never exceeds the limit", async () => {
  const link = await insertLimitedLink(db, 10);
  const lost = aProcess();
  lost.deps.reserve.mockImplementation(async requests => {
    await reserveUses(db, requests);
    throw new Error("connection lost");
  });
  const failed = await Promise.allSettled(numbers(4).map(() => lost.uses.take(link, { limit: 10, version: 1 })));

  const taken = await takeMany([aProcess().uses], link, 10, 20);

  expect(failed.every(({ status }) => status === "rejected")).toBe(true);
  expect(sorted(taken)).toEqual([4, 5, 6, 7, 8, 9]);
});

test("no more visitors than a lowered limit get a click, although a process holds some of the former limit", async () => {
  const link = await insertLimitedLink(db, 1_000_000);
  let now = 1_000;
  const { uses } = aProcess(() => now);
  const other = aProcess(() => now);
  for (let i = 0; i < 2; i++) await takeMany([uses], link, 1_000_000, 10);
  await takeMany([other.uses], link, 1_000_000, 5);
  expect(uses.held()).toBe(10);

  // Numbers up to 35 are reserved, but only 25 clicks were taken.
  await setMaxClicks(db, link, 30);
  expect(await takeMany([uses, other.uses], link, 30, 20)).toEqual([]);
  await waitFor(async () => (await readUses(db, [link]))[0] === 25, { what: "the held clicks to return" });
  now += 1_000;

  expect(await takeMany([uses, other.uses], link, 30, 20)).toHaveLength(5);
});

test("a click that is given back goes to the next visitor", async () => {
  const link = await insertLimitedLink(db, 1);
  const { uses } = aProcess();
  const use = await uses.take(link, { limit: 1, version: 1 });

  uses.giveBack(link, use);
  uses.giveBack(link, { clicks: 1, taken: undefined });

  expect(await takeMany([uses], link, 1, 3)).toEqual([0]);
});

test("count returns the clicks of all processes and takes none", async () => {
  const link = await insertLimitedLink(db, 10);
  const [one, other] = [aProcess().uses, aProcess().uses];
  await one.take(link, { limit: 10, version: 1 });
  await one.take(link, { limit: 10, version: 1 });

  expect(await other.count(link, { limit: 10, version: 1 })).toBe(2);
  expect(await readUses(db, [link])).toEqual([2]);
});

test("a deleted link has no clicks left", async () => {
  const link = await insertLimitedLink(db, 10);
  await db.deleteFrom("links").where("id", "=", link).execute();
  const { uses } = aProcess();

  expect(await uses.take(link, { limit: 10, version: 1 })).toMatchObject({ taken: undefined });
});
