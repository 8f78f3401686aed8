import { type Click, toChosen } from "@shunt/contracts/clicks";
import { countedDimensions, selectClicks } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DimensionSum, findDimensionSums } from "../../testing/find-sums.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { compareSums } from "../../upkeep/check-aggregates.ts";
import { rebuildDay, rebuildLink } from "../../upkeep/rebuild.ts";
import { toDay } from "./day.ts";

const maxRows = 2_000;
const today = toDay(Date.now());
let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());

/** A click with a new value in every dimension that a visitor controls. */
function aNewClick(linkId: string, i: number, given: Partial<Click> = {}): Click {
  const marks = ["source", "medium", "campaign", "term", "content"].map(name => `utm_${name}=${name}-${i}`).join("&");
  return aClick({
    linkId,
    at: Date.now(),
    ip: `11.${i >> 8}.${i & 255}.7`,
    userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${i + 1}.0 Safari/537.36`,
    referrer: `https://site-${i}.example/`,
    language: `${"abcdefghij"[Math.floor(i / 26) % 10]}${"abcdefghijklmnopqrstuvwxyz"[i % 26]}-${100 + i}`,
    destination: `https://example.com/${i}`,
    marks,
    chosen: toChosen({ rule: `rule-${i}`, variant: `variant-${i}` }),
    ...given,
  });
}

type Row = Pick<DimensionSum, "dimension" | "value" | "detail" | "clicks">;

async function rowsOf(linkId: string): Promise<Row[]> {
  const rows = await findDimensionSums(worker.db, linkId);
  return rows.map(({ dimension, value, detail, clicks }) => ({ dimension, value, detail, clicks }));
}

function sumsOf(rows: readonly Row[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { dimension, clicks } of rows) sums[dimension] = (sums[dimension] ?? 0) + clicks;
  return sums;
}

async function namedValuesOf(linkId: string): Promise<number[] | null | undefined> {
  const row = await worker.db
    .selectFrom("link_daily")
    .select("named_values")
    .where("link_id", "=", linkId)
    .executeTakeFirst();
  return row?.named_values;
}

/** Checks that every dimension adds up to all clicks, is within its limit, and that no row is missing in the stored count. */
async function expectBounded(linkId: string, clicks: number): Promise<Row[]> {
  const rows = await rowsOf(linkId);
  expect(rows.length).toBeLessThanOrEqual(maxRows);
  const [browser, os, referrer] = ["browser", "os", "referrer"].map(name => rows.filter(row => row.dimension === name));
  expect(browser?.length).toBeLessThanOrEqual(280);
  expect(os?.length).toBeLessThanOrEqual(100);
  expect(referrer?.length).toBeLessThanOrEqual(200);
  for (const [dimension, sum] of Object.entries(sumsOf(rows))) expect([dimension, sum]).toEqual([dimension, clicks]);
  await expectCounted(linkId, rows);
  return rows;
}

/** The stored count of a dimension's rows may be too high, as the worker then looks, but not too low. */
async function expectCounted(linkId: string, rows: readonly Row[]): Promise<void> {
  const named = await namedValuesOf(linkId);
  const missing = countedDimensions.filter(
    ({ name }, i) => !((named?.[i] ?? 0) >= rows.filter(row => row.dimension === name).length),
  );
  expect(missing).toEqual([]);
}

test("the limits of all dimensions add up to at most 2,000 rows", () => {
  const few = { country: 250, device: 10, source: 1 } as Record<string, number>;
  // Each class may have one row without a reason; other dimensions one for the rest, unless the rest is unknown.
  const rest = { region: 0, city: 0, class: 4 } as Record<string, number>;

  const most = countedDimensions.map(({ name, limits }) => few[name] ?? (limits.at(-1)?.rows ?? 0) + (rest[name] ?? 1));

  expect(most.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(maxRows);
});

test("values beyond the limit count as others, in one batch or many", async () => {
  const link = await insertTestLink(worker.db);
  const clicks = Array.from({ length: 400 }, (_, i) => aNewClick(link, i));

  for (let start = 0; start < clicks.length; start += 100) await worker.ingest(clicks.slice(start, start + 100));

  const rows = await expectBounded(link, 400);
  const of = (dimension: string) => rows.filter(row => row.dimension === dimension);
  expect(of("utm_term")).toHaveLength(120);
  expect(of("utm_term")).toContainEqual({ dimension: "utm_term", value: "(other)", detail: "", clicks: 281 });
  expect(of("utm_term")).toContainEqual({ dimension: "utm_term", value: "term-0", detail: "", clicks: 1 });
  expect(of("browser")).toHaveLength(231);
  expect(of("browser")).toContainEqual({ dimension: "browser", value: "Chrome", detail: "", clicks: 170 });
});

test("known values keep their rows, and limits apply per link and day", async () => {
  const [link, other] = [await insertTestLink(worker.db), await insertTestLink(worker.db)];
  await worker.ingest(Array.from({ length: 300 }, (_, i) => aNewClick(link, i)));

  await worker.ingest([aNewClick(link, 3), aNewClick(link, 299), aNewClick(other, 299)]);

  const [rows, others] = [await expectBounded(link, 302), await rowsOf(other)];
  expect(rows).toContainEqual({ dimension: "utm_source", value: "source-3", detail: "", clicks: 2 });
  expect(rows.some(row => row.value === "source-299")).toBe(false);
  expect(others.some(row => row.value === "source-299")).toBe(true);
});

test("limits hold for a day whose rows a worker of the previous release counted", async () => {
  const link = await insertTestLink(worker.db);
  const clicksOf = (from: number, to: number) =>
    Array.from({ length: 60 }, (_, i) =>
      aClick({ linkId: link, at: Date.now(), chosen: toChosen({ variant: `variant-${from + (i % (to - from))}` }) }),
    );
  await worker.ingest(clicksOf(0, 40));
  // It knew sixteen dimensions.
  const known = (await namedValuesOf(link))?.slice(0, 16);
  await sql`update link_daily set named_values = ${known}::smallint[] where link_id = ${link}`.execute(worker.db);

  await worker.ingest(clicksOf(40, 80));

  const rows = await rowsOf(link);
  expect(rows.filter(row => row.dimension === "variant")).toHaveLength(50);
  await expectCounted(link, rows);
});

test("concurrent workers do not exceed the limits together", async () => {
  const link = await insertTestLink(worker.db);
  const workers = [worker.ingest, worker.startAnother(), worker.startAnother()];
  const batches = Array.from({ length: 12 }, (_, b) =>
    Array.from({ length: 40 }, (_, i) => aNewClick(link, b * 40 + i)),
  );

  await Promise.all(batches.map((batch, i) => workers[i % workers.length]?.(batch)));

  await expectBounded(link, 480);
});

test("a rebuild reproduces the limited values of ingest, and the check finds no mismatch", async () => {
  const link = await insertTestLink(worker.db);
  await worker.ingest(Array.from({ length: 400 }, (_, i) => aNewClick(link, i)));
  const written = await rowsOf(link);

  await rebuildDay(worker.db, today);
  expect(await rowsOf(link)).toEqual(written);
  await rebuildLink(worker.db, link);
  expect(await rowsOf(link)).toEqual(written);

  expect((await compareSums(worker.db, today)).mismatches.filter(({ linkId }) => linkId === link)).toEqual([]);
  await worker.ingest(Array.from({ length: 100 }, (_, i) => aNewClick(link, 400 + i)));
  await expectBounded(link, 500);
});

test("limits apply to clicks that arrive one by one", async () => {
  const link = await insertTestLink(worker.db);

  for (let i = 0; i < 70; i++) await worker.ingest([aNewClick(link, i)]);

  const rows = await expectBounded(link, 70);
  expect(rows.filter(row => row.dimension === "destination")).toHaveLength(50);
});

test("single clicks keep the full values", async () => {
  const link = await insertTestLink(worker.db);

  await worker.ingest(Array.from({ length: 200 }, (_, i) => aNewClick(link, i)));

  const { rows } = await sql<{ terms: number; browsers: number; coarse: number }>`
    select count(distinct utm_term)::int as terms, count(distinct browser_version)::int as browsers,
      count(coarse)::int as coarse
    from ${selectClicks()} as e where link_id = ${link}`.execute(worker.db);
  expect(rows).toEqual([{ terms: 200, browsers: 200, coarse: 151 }]);
});

test("a long destination is stored once per link", async () => {
  const link = await insertTestLink(worker.db);
  const destination = `https://example.com/${"é".repeat(4_000)}`;
  const clicks = Array.from({ length: 20 }, () => aClick({ linkId: link, at: Date.now(), destination }));

  await Promise.all([worker.ingest(clicks), worker.startAnother()(clicks)]);

  const { rows } = await sql<{ events: number; longest: number; urls: number; url: string }>`
    select count(*)::int as events, max(length(destination)) as longest,
      (select count(*)::int from link_destinations where link_id = ${link}) as urls,
      (select min(url) from ${selectClicks()} as e join link_destinations using (link_id)
        where link_id = ${link} and hash = destination_hash) as url
    from ${selectClicks()} as e where link_id = ${link}`.execute(worker.db);
  expect(rows).toEqual([{ events: 40, longest: 500, urls: 1, url: destination }]);
});
