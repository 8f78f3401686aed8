import { randomUUID } from "node:crypto";
import { type ClickRow, copyTransaction, limitsByColumn, selectClicks, setFirstDay, tablesOfCounts } from "@shunt/db";
import { aClick } from "@shunt/testing";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aStoredClick } from "../../testing/a-stored-click.ts";
import { anyStoredClick } from "../../testing/any-stored-click.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { toDay } from "../aggregate/day.ts";
import { type ClickTransaction, storeClicks } from "../commit/commit-batches.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { createClickDictionary, noId, partNames } from "./click-dictionary.ts";
import { drawIdHigh, drawIdLow } from "./short-id.ts";
import { toSlimVisitorHex } from "./slim-visitor.ts";

let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());
beforeEach(() => slimFrom("-infinity"));

const dayMs = 24 * 60 * 60_000;

async function slimFrom(day: string): Promise<void> {
  await setFirstDay(worker.db, "slim-clicks", day);
}

function aClickOf(linkId: string, given: Partial<StoredClick> = {}): StoredClick {
  const click = aStoredClick({ linkId, visitor: randomUUID().replaceAll("-", ""), ...given });
  return { ...click, id: undefined, idHigh: drawIdHigh(), idLow: drawIdLow(), ...given };
}

async function store(
  clicks: readonly StoredClick[],
  first: ReadonlySet<StoredClick> = new Set(),
  {
    findPartIds = worker.findPartIds,
    countWide = (): void => {},
  }: Partial<Pick<ClickTransaction, "findPartIds" | "countWide">> = {},
): Promise<void> {
  await copyTransaction(worker.pool, (tx, copy) =>
    storeClicks({ tx, copy, findPartIds, countWide }, { clicks, first }),
  );
}

/** The clicks of a link in order, as readers see them. */
function read(linkId: string): Promise<ClickRow[]> {
  return worker.db
    .selectFrom(selectClicks().as("click"))
    .selectAll()
    .where("link_id", "=", linkId)
    .orderBy("clicked_at")
    .orderBy("id")
    .execute();
}

async function countForms(linkId: string): Promise<{ slim: number; wide: number }> {
  const { rows } = await sql<{ slim: number; wide: number }>`
    select (select count(*)::int from slim_clicks where link_id = ${linkId}) as slim,
      (select count(*)::int from click_events where link_id = ${linkId}) as wide`.execute(worker.db);
  return rows[0] as { slim: number; wide: number };
}

test("readers see the same clicks in both forms", async () => {
  const rareDestination = limitsByColumn.get("destination")?.bit ?? 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyStoredClick, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 20 }),
      async made => {
        const [wide, slim] = [await insertTestLink(worker.db), await insertTestLink(worker.db)];
        const ofWide = made.map(([given, , hasVisitor]) =>
          aClickOf(wide, hasVisitor ? given : { ...given, visitor: null }),
        );
        const ofSlim = ofWide.map(click => ({ ...click, linkId: slim }));
        const first = new Set([...ofWide, ...ofSlim].filter((_, i) => made[i % made.length]?.[1]));
        await slimFrom("infinity");
        await store(ofWide, first);
        await slimFrom("-infinity");
        await store(ofSlim, first);

        const rare = made.filter(([{ coarse }]) => (coarse ?? 0) & rareDestination).length;
        expect(await countForms(wide)).toEqual({ slim: 0, wide: made.length });
        expect(await countForms(slim)).toEqual({ slim: made.length - rare, wide: rare });
        const common = ({ link_id: _link, destination_hash, coarse, ...row }: ClickRow) => ({
          ...row,
          // A part of the hash is enough to find the destination, and no bits are the same as none.
          destination_hash: destination_hash?.toString("hex").slice(0, 16),
          coarse: coarse || null,
        });
        const folded = ({ visitor_hash, ...row }: ClickRow): ClickRow => {
          const visitor = toSlimVisitorHex({ visitor: visitor_hash?.toString("hex") ?? null });
          return { ...row, visitor_hash: visitor === null ? null : Buffer.from(visitor, "hex") };
        };
        expect((await read(slim)).map(common)).toEqual((await read(wide)).map(folded).map(common));
      },
    ),
    { numRuns: 25 },
  );
});

test("days before the first slim one stay in click_events", async () => {
  const link = await insertTestLink(worker.db);
  const now = Date.now();
  await slimFrom(new Date(now).toISOString().slice(0, 10));

  await worker.ingest([now, now - dayMs, now - dayMs].map(at => aClick({ linkId: link, at })));

  expect(await countForms(link)).toEqual({ slim: 1, wide: 2 });
});

test("clicks with values beyond a worker's limit of new ones are stored with their values", async () => {
  const link = await insertTestLink(worker.db);
  const findPartIds = createClickDictionary(worker.db, Date.now, 3);
  const clicks = Array.from({ length: 12 }, (_, i) =>
    aClickOf(link, { at: 1_800_000_000_000 + i, language: randomUUID() }),
  );

  await store(clicks, new Set(), { findPartIds });
  await store(
    clicks.map(click => ({ ...click, idLow: drawIdLow() })),
    new Set(),
    { findPartIds },
  );

  expect(await countForms(link)).toEqual({ slim: 6, wide: 18 });
  const languages = (await read(link)).map(({ language }) => language);
  expect(languages).toEqual(clicks.flatMap(({ language }) => [language, language]));
});

test.each([
  ["U+FFFD, which stands for bytes that are not UTF-8", "\ufffd"],
  ["an empty text", ""],
  ["control characters", "\u0001\u0002"],
])("readers distinguish an absent value from %s", async (_name, value) => {
  const [link, referrerHost] = [await insertTestLink(worker.db), `${randomUUID()}.example`];
  const sources = [value, null, value];
  const clicks = sources.map((source, i) =>
    aClickOf(link, {
      at: 1_800_000_000_000 + i,
      referrerHost,
      utm: { source, medium: null, campaign: null, term: null, content: null },
    }),
  );

  for (const click of clicks)
    await store([click], new Set(), { findPartIds: createClickDictionary(worker.db, Date.now) });

  expect((await read(link)).map(row => row.utm_source)).toEqual(sources);
});

test("clicks that are stored with their values are counted by reason", async () => {
  const link = await insertTestLink(worker.db);
  const now = Date.now();
  await slimFrom(toDay(now));
  const counted: Record<string, number> = {};
  const isRare = limitsByColumn.get("destination")?.bit ?? 0;
  const given = [{}, { at: now - dayMs }, { id: randomUUID() }, { coarse: isRare }, { language: randomUUID() }];

  await store(
    given.map(each => aClickOf(link, { at: now, ...each, day: toDay(each.at ?? now) })),
    new Set(),
    {
      findPartIds: async clicks =>
        Int32Array.from(clicks.flatMap(({ language }) => partNames.map(() => (language?.length === 36 ? noId : 1)))),
      countWide(reason, count) {
        counted[reason] = (counted[reason] ?? 0) + count;
      },
    },
  );

  expect(await countForms(link)).toEqual({ slim: 1, wide: 4 });
  expect(counted).toEqual({ day: 1, value: 1, destination: 1, id: 1 });
});

test("a visitor has the same hash in both forms", async () => {
  const link = await insertTestLink(worker.db);
  const findPartIds = createClickDictionary(worker.db, Date.now, 1);
  const visitor = randomUUID().replaceAll("-", "");
  const clicks = [1, 2, 3].map(i => aClickOf(link, { visitor, referrerHost: `r${i}-${link}.example` }));

  await store(clicks, new Set(), { findPartIds });

  expect(await countForms(link)).toEqual({ slim: 1, wide: 2 });
  const hashes = (await read(link)).map(row => row.visitor_hash?.toString("hex"));
  expect(new Set(hashes)).toEqual(new Set([toSlimVisitorHex({ visitor })]));
});

test("a click that an earlier version gave its id keeps it", async () => {
  const link = await insertTestLink(worker.db);
  const click = aClickOf(link, { id: randomUUID() });

  await store([click]);

  expect(await countForms(link)).toEqual({ slim: 0, wide: 1 });
  expect(await read(link)).toMatchObject([{ id: click.id }]);
});

test("values of a transaction that is rolled back stay known", async () => {
  const link = await insertTestLink(worker.db);
  const click = aClickOf(link, { referrerHost: `${link}.example` });
  const rolledBack = copyTransaction(worker.pool, async (tx, copy) => {
    await storeClicks(
      { tx, copy, findPartIds: worker.findPartIds, countWide: () => {} },
      { clicks: [click], first: new Set() },
    );
    throw new Error("stopped");
  });
  await expect(rolledBack).rejects.toThrow("stopped");

  await store([click]);

  expect(await read(link)).toMatchObject([{ referrer_host: click.referrerHost, destination: click.destination }]);
});

test("concurrent workers add each value once", async () => {
  const links = await Promise.all(Array.from({ length: 6 }, () => insertTestLink(worker.db)));
  const values = Array.from({ length: 40 }, () => randomUUID());

  await Promise.all(
    links.map((link, i) => {
      const languages = i % 2 ? values : values.toReversed();
      const clicks = languages.map((language, at) => aClickOf(link, { at: 1_800_000_000_000 + at, language }));
      return store(clicks, new Set(), { findPartIds: createClickDictionary(worker.db, Date.now) });
    }),
  );

  for (const link of links) {
    expect(await countForms(link)).toEqual({ slim: 40, wide: 0 });
    expect((await read(link)).map(({ language }) => language).sort()).toEqual(values.toSorted());
  }
  const { rows } = await sql`select language from click_kinds where language = any(${values}::text[])`.execute(
    worker.db,
  );
  expect(rows).toHaveLength(40);
});

test("a destination is stored again after a reset has deleted it", async () => {
  const link = await insertTestLink(worker.db);
  const destination = `https://example.com/${link}`;
  await worker.ingest([aClick({ linkId: link, at: Date.now(), destination })]);
  for (const table of tablesOfCounts) await worker.db.deleteFrom(table).where("link_id", "=", link).execute();

  await worker.ingest([aClick({ linkId: link, at: Date.now(), destination })]);

  expect((await read(link)).map(row => row.destination)).toEqual([destination, destination]);
});

test.each([
  ["count(*)", []],
  ["country", ["click_places"]],
  ["max(browser_version)", ["click_agents"]],
  ["utm_term", ["click_origins"]],
  ["class", ["click_kinds"]],
  ["destination", ["link_destinations"]],
])("Postgres joins only what a select of %s uses", async (column, tables) => {
  const { rows } = await sql<Record<string, string>>`
    explain select ${sql.raw(column)} from ${selectClicks()} as e where link_id = ${randomUUID()}`.execute(worker.db);

  const plan = rows.flatMap(row => Object.values(row)).join("\n");
  const joined = ["click_places", "click_agents", "click_origins", "click_kinds", "link_destinations"];
  expect(joined.filter(table => plan.includes(table))).toEqual(tables);
});
