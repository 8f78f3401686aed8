import { setFirstDay } from "@shunt/db";
import { aClick } from "@shunt/testing";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDimensionSums, findSums } from "../../testing/find-sums.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { rebuildLink } from "../../upkeep/rebuild.ts";
import { maxPackedRows } from "./packed-store.ts";

let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());

const dayMs = 24 * 60 * 60_000;

async function packFrom(day: string): Promise<void> {
  await setFirstDay(worker.db, "packed-dimensions", day);
}

async function countPackedRows(linkId: string) {
  const { rows } = await sql<{ day: string; packed: number; counted: number }>`
    select day::text as day, packed_rows as counted,
      (select count(*)::int from packed_dimensions as p where p.link_id = d.link_id and p.day = d.day) as packed
    from link_daily as d where link_id = ${linkId} order by day`.execute(worker.db);
  return rows;
}

test("many transactions of a link and day leave few packed rows, whose sums are exact", async () => {
  const link = await insertTestLink(worker.db);
  const now = Date.now();
  const clickOf = (i: number) =>
    aClick({ linkId: link, at: now - (i % 2) * dayMs, referrer: `https://r${i % 5}.example/` });

  await Promise.all(Array.from({ length: 120 }, (_, i) => worker.ingest([clickOf(i)])));
  for (let i = 0; i < 80; i++) await worker.ingest([clickOf(i)]);

  const days = await countPackedRows(link);
  expect(days).toHaveLength(2);
  for (const { packed, counted } of days) {
    expect(packed).toBe(counted);
    expect(packed).toBeLessThan(maxPackedRows);
  }
  const referrers = (await findDimensionSums(worker.db, link)).filter(row => row.dimension === "referrer");
  expect(referrers.map(({ value, clicks }) => [value, clicks])).toEqual(
    [1, 2].flatMap(() => [0, 1, 2, 3, 4].map(i => [`r${i}.example`, 20])),
  );
});

test("a day with thousands of clicks is merged sooner", async () => {
  const link = await insertTestLink(worker.db);
  const now = Date.now();
  const batch = Array.from({ length: 300 }, (_, i) =>
    aClick({ linkId: link, at: now, referrer: `https://r${i}.example/` }),
  );

  for (let i = 0; i < 9; i++) await worker.ingest(batch);

  expect(await countPackedRows(link)).toMatchObject([{ packed: 3, counted: 3 }]);
  const sums = await findDimensionSums(worker.db, link);
  expect(sums.find(row => row.dimension === "device")).toMatchObject({ clicks: 2_700 });
});

test("clicks have the same sums in rows and packed, also when the form changes in between", async () => {
  const value = fc.constantFrom("a", 'b "c"', "d\\", "tab\t", "é😀", "(other)", "{,}", "NULL");
  const click = fc.record({ term: value, campaign: value, isBot: fc.boolean(), age: fc.nat({ max: 2 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(click, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
      async batches => {
        const [packed, single, mixed] = [
          await insertTestLink(worker.db),
          await insertTestLink(worker.db),
          await insertTestLink(worker.db),
        ];
        const now = Date.now();
        const clicksOf = (linkId: string, batch: (typeof batches)[number]) =>
          batch.map(({ term, campaign, isBot, age }, i) =>
            aClick({
              linkId,
              at: now - age * dayMs,
              ip: `192.0.2.${i}`,
              marks: new URLSearchParams({ utm_term: term, utm_campaign: campaign }).toString(),
              ...(isBot && { userAgent: "Googlebot/2.1" }),
            }),
          );
        for (const [i, batch] of batches.entries()) {
          await packFrom("-infinity");
          await worker.ingest(clicksOf(packed, batch));
          if (i % 2 === 0) await worker.ingest(clicksOf(mixed, batch));
          await packFrom("infinity");
          await worker.ingest(clicksOf(single, batch));
          if (i % 2 === 1) await worker.ingest(clicksOf(mixed, batch));
        }

        const sums = await findDimensionSums(worker.db, packed);

        expect(sums.length).toBeGreaterThan(0);
        expect(await findDimensionSums(worker.db, single)).toEqual(sums);
        expect(await findDimensionSums(worker.db, mixed)).toEqual(sums);
        const written = await findSums(worker.db, mixed);
        await rebuildLink(worker.db, mixed);
        expect(await findSums(worker.db, mixed)).toEqual(written);
      },
    ),
    { numRuns: 8 },
  );
});

test("days before the first packed one get a row for each value, and later days a packed one", async () => {
  const link = await insertTestLink(worker.db);
  const now = Date.now();
  const today = new Date(now).toISOString().slice(0, 10);
  await packFrom(today);

  await worker.ingest([aClick({ linkId: link, at: now }), aClick({ linkId: link, at: now - dayMs })]);

  expect(await countPackedRows(link)).toMatchObject([{ packed: 0 }, { day: today, packed: 1 }]);
  const single = await worker.db.selectFrom("link_daily_dimension").select("day").where("link_id", "=", link).execute();
  expect(new Set(single.map(({ day }) => day))).toEqual(new Set([new Date(now - dayMs).toISOString().slice(0, 10)]));
});

test("a day with more clicks than fit into an integer takes any number of further transactions", async () => {
  const link = await insertTestLink(worker.db);
  await packFrom("-infinity");
  const count = () => worker.ingest([aClick({ linkId: link, at: Date.now() })]);
  await count();
  await sql`update link_daily set clicks = 3000000000, packed_rows = 32767 where link_id = ${link}`.execute(worker.db);

  await count();
  await count();

  expect((await countPackedRows(link)).map(({ packed }) => packed)).toEqual([3]);
});
