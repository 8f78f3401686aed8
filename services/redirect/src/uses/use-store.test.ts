import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertLimitedLink, setMaxClicks } from "../testing/insert-limited-link.ts";
import { readUses, reserveUses, returnUses } from "./use-store.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 8, applicationName: "test" });
});
afterAll(() => db.destroy());

async function reserve(linkId: string, needed: number, ahead = 0) {
  const { from, to } = (await reserveUses(db, [{ linkId, needed, ahead }]))[0] ?? {};
  return { from, to };
}

async function countClicks(linkId: string, human_clicks: number): Promise<void> {
  const row = { link_id: linkId, clicks: human_clicks, human_clicks, last_clicked_at: new Date() };
  await db.insertInto("link_totals").values(row).execute();
}

test("reserveUses grants no more clicks than the limit, one after the other", async () => {
  const link = await insertLimitedLink(db, 5);

  expect(await reserve(link, 3)).toEqual({ from: 0, to: 3 });
  expect(await reserve(link, 3)).toEqual({ from: 3, to: 5 });
  expect(await reserve(link, 3)).toEqual({ from: 5, to: 5 });
  expect(await readUses(db, [link])).toEqual([5]);
});

test.each([
  [1_000_000, 1_000, { from: 0, to: 1_002 }],
  [1_000_000, 20, { from: 0, to: 22 }],
  [11_002, 1_000, { from: 0, to: 102 }],
  [1_101, 1_000, { from: 0, to: 2 }],
  [1_002, 1_000, { from: 0, to: 2 }],
  [1, 1_000, { from: 0, to: 1 }],
])(
  "reserveUses of a link with %i clicks left grants 2 and of %i ahead at most a percent beyond the last 1,000",
  async (limit, ahead, granted) => {
    expect(await reserve(await insertLimitedLink(db, limit), 2, ahead)).toEqual(granted);
  },
);

test("reserveUses begins after the clicks from before the limit, also when the limit was off meanwhile", async () => {
  const link = await insertLimitedLink(db, 10);
  expect(await reserve(link, 1)).toEqual({ from: 0, to: 1 });
  await countClicks(link, 7);

  expect(await reserve(link, 1)).toEqual({ from: 7, to: 8 });
  await db.updateTable("link_totals").set({ human_clicks: 50 }).where("link_id", "=", link).execute();
  expect(await reserve(link, 1)).toEqual({ from: 50, to: 50 });
});

test("reserveUses grants nothing if a link had more clicks than its new limit", async () => {
  const link = await insertLimitedLink(db, 10);
  await countClicks(link, 12);

  expect(await reserve(link, 1)).toEqual({ from: 12, to: 12 });
});

test("reserveUses follows a limit that is lowered, raised and removed", async () => {
  const link = await insertLimitedLink(db, 100);
  await reserve(link, 50);

  await setMaxClicks(db, link, 20);
  expect(await reserve(link, 1)).toEqual({ from: 50, to: 50 });
  await setMaxClicks(db, link, 51);
  expect(await reserve(link, 5)).toEqual({ from: 50, to: 51 });
  await setMaxClicks(db, link, null);
  expect(await reserve(link, 5, 5)).toEqual({ from: 51, to: 61 });
});

test("reserveUses returns undefined for a deleted link, and the others in the order of the requests", async () => {
  const [a, b] = [await insertLimitedLink(db, 3), await insertLimitedLink(db, 1)];
  await reserve(b, 1);
  const requests = [b, randomUUID(), a].map(linkId => ({ linkId, needed: 2, ahead: 0 }));

  expect(await reserveUses(db, requests)).toEqual([
    { from: 1, to: 1, limit: 1 },
    undefined,
    { from: 0, to: 2, limit: 3 },
  ]);
});

test("a deleted link leaves no count behind", async () => {
  const link = await insertLimitedLink(db, 3);
  await reserve(link, 1);

  await db.deleteFrom("links").where("id", "=", link).execute();

  expect(await db.selectFrom("link_uses").select("link_id").where("link_id", "=", link).execute()).toEqual([]);
});

test("concurrent reservations of the same links in any order grant each click once", async () => {
  const links = await Promise.all([30, 30, 30].map(limit => insertLimitedLink(db, limit)));
  const shuffled = (i: number) => (i % 2 === 0 ? links : links.toReversed());

  const granted = await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const order = shuffled(i);
      const reservations = await reserveUses(
        db,
        order.map(linkId => ({ linkId, needed: 1, ahead: 0 })),
      );
      return order.map((linkId, at) => ({ linkId, ...reservations[at] }));
    }),
  );

  for (const link of links) {
    const own = granted.flat().filter(({ linkId, from, to }) => linkId === link && from !== to);
    expect(own.map(({ from }) => from).sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  }
});

test("returned clicks can be reserved again", async () => {
  const [a, b] = [await insertLimitedLink(db, 5), await insertLimitedLink(db, 5)];
  await reserveUses(db, [
    { linkId: a, needed: 5, ahead: 0 },
    { linkId: b, needed: 5, ahead: 0 },
  ]);

  await Promise.all([
    returnUses(
      db,
      new Map([
        [a, 2],
        [b, 1],
      ]),
    ),
    returnUses(
      db,
      new Map([
        [b, 1],
        [a, 1],
      ]),
    ),
  ]);

  expect(await readUses(db, [a, b])).toEqual([2, 3]);
  expect(await reserve(a, 9)).toEqual({ from: 2, to: 5 });
});

test("a link is used up from its last click on, or from the first visit after its limit was lowered", async () => {
  const [a, b] = [await insertLimitedLink(db, 2), await insertLimitedLink(db, 5)];
  const usedUpAt = async (id: string) =>
    (await db.selectFrom("link_uses").select("used_up_at as at").where("link_id", "=", id).executeTakeFirst())?.at;

  await reserve(a, 1);
  await reserve(b, 4);
  expect([await usedUpAt(a), await usedUpAt(b)]).toEqual([null, null]);
  await reserve(a, 3);
  await setMaxClicks(db, b, 3);
  await reserve(b, 1);
  const [first, lowered] = [await usedUpAt(a), await usedUpAt(b)];
  expect([first, lowered]).toEqual([expect.any(Date), expect.any(Date)]);
  await reserve(a, 1);
  expect(await usedUpAt(a)).toEqual(first);
  await returnUses(db, new Map([[a, 1]]));
  expect(await usedUpAt(a)).toBeNull();
});
