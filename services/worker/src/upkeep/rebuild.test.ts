import type { Click } from "@shunt/contracts/clicks";
import { selectClicks } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDay } from "../ingest/aggregate/day.ts";
import { findSums } from "../testing/find-sums.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../testing/test-ingest.ts";
import { compareSums } from "./check-aggregates.ts";
import { forgetClicks } from "./forget-clicks.ts";
import { ClicksNotKeptError, rebuildDay, rebuildLink } from "./rebuild.ts";

const dayMs = 24 * 60 * 60_000;
const today = toDay(Date.now());
const yesterday = toDay(Date.now() - dayMs);
let worker: TestIngest;
beforeAll(async () => {
  worker = await startTestIngest();
});
afterAll(() => worker.stop());

/** Ingests clicks of every kind on both days. */
async function someClicks(): Promise<{ link: string; clicks: Click[] }> {
  const link = await insertTestLink(worker.db);
  const kinds: Partial<Click>[] = [
    {},
    { ip: "192.0.2.8", referrer: "https://news.example/", marks: "qr=1&utm_source=a&utm_term=%22b%22" },
    { userAgent: "WhatsApp/2.23.20.0" },
    { userAgent: "curl/8.5.0", purpose: "opt-out" },
    { purpose: "prefetch", marks: "qr=1" },
    { destination: `https://example.com/${"😀".repeat(600)}` },
  ];
  const noon = Date.parse(`${yesterday}T12:00:00Z`);
  const clicks = [noon, noon + 20 * 60_000, Date.now()].flatMap(at =>
    kinds.map(kind => aClick({ linkId: link, at, ...kind })),
  );
  await worker.ingest(clicks);
  return { link, clicks };
}

const sumsOf = (link: string) => findSums(worker.db, link);

test("rebuildDay and rebuildLink reproduce the sums of ingest", async () => {
  const { link } = await someClicks();
  const written = await sumsOf(link);

  await rebuildDay(worker.db, yesterday);
  await rebuildDay(worker.db, today);
  expect(await sumsOf(link)).toEqual(written);

  await rebuildLink(worker.db, link);
  expect(await sumsOf(link)).toEqual(written);
});

test.each([
  ["a day", "link_daily", sql`clicks + 1`],
  ["a quarter of an hour", "link_quarter_hourly", sql`clicks + 1`],
  ["a dimension", "packed_dimensions", sql`(select array_agg(each + 1) from unnest(clicks) as each)`],
])("compareSums finds %s with a wrong sum, and rebuildDay repairs it", async (_name, table, wrong) => {
  const { link } = await someClicks();
  const written = await sumsOf(link);
  expect((await compareSums(worker.db, yesterday)).mismatches).toEqual([]);
  await sql`update ${sql.table(table)} set clicks = ${wrong} where link_id = ${link}`.execute(worker.db);

  expect((await compareSums(worker.db, yesterday)).mismatches).toMatchObject([
    { linkId: link, day: yesterday, clicks: 12 },
  ]);

  for (const day of [yesterday, today]) await rebuildDay(worker.db, day);
  expect((await compareSums(worker.db, yesterday)).mismatches).toEqual([]);
  expect(await sumsOf(link)).toEqual(written);
});

test("compareSums finds sums without clicks and clicks without sums", async () => {
  const [lost, invented] = [await someClicks(), await insertTestLink(worker.db)];
  await worker.db.deleteFrom("link_daily").where("link_id", "=", lost.link).execute();
  const day = { link_id: invented, day: yesterday, clicks: 3, human_clicks: 3, unique_visitors: 1, scans: 0 };
  await worker.db.insertInto("link_daily").values(day).execute();

  const found = (await compareSums(worker.db, yesterday)).mismatches;

  expect(new Set(found.map(({ linkId }) => linkId))).toEqual(new Set([lost.link, invented]));
  await rebuildDay(worker.db, yesterday);
  expect((await compareSums(worker.db, yesterday)).mismatches).toEqual([]);
});

test("rebuildDay throws and changes nothing if the clicks were deleted", async () => {
  const link = await insertTestLink(worker.db);
  const day = { link_id: link, day: "2026-01-01", clicks: 3, human_clicks: 3, unique_visitors: 1, scans: 0 };
  await worker.db.insertInto("link_daily").values(day).execute();

  await expect(rebuildDay(worker.db, "2026-01-01")).rejects.toThrow(ClicksNotKeptError);

  expect(await sumsOf(link)).toMatchObject({ link_daily: [day] });
});

test("rebuildDay runs correctly during ingest", async () => {
  const { link } = await someClicks();
  const more = Array.from({ length: 20 }, (_, i) => aClick({ linkId: link, at: Date.now(), ip: `192.0.2.${i + 30}` }));

  await Promise.all([
    ...more.map(click => worker.ingest([click])),
    rebuildDay(worker.db, today),
    rebuildDay(worker.db, today),
  ]);

  expect((await compareSums(worker.db, today)).mismatches).toEqual([]);
  expect(await sumsOf(link)).toMatchObject({ link_totals: [{ clicks: 38 }] });
});

/** Schedules a deletion, backdated beyond the grace period. */
async function scheduleDeletion(link: string, before: Date): Promise<void> {
  await sql`insert into forgotten_clicks (link_id, before, created_at)
    values (${link}, ${before}, now() - interval '2 minutes')`.execute(worker.db);
}

test("forgetClicks deletes clicks before a reset and rebuilds the sums", async () => {
  const { link } = await someClicks();
  const since = new Date(`${today}T00:00:00Z`);
  await worker.db.updateTable("links").set({ clicks_since: since }).where("id", "=", link).execute();
  await scheduleDeletion(link, since);

  await Promise.all([forgetClicks(worker.db), forgetClicks(worker.db)]);

  const kept = await worker.db
    .selectFrom(selectClicks().as("click"))
    .select("clicked_at")
    .where("link_id", "=", link)
    .execute();
  expect(kept.map(event => toDay(event.clicked_at.getTime()))).toEqual(Array.from({ length: 6 }, () => today));
  expect(await sumsOf(link)).toMatchObject({ link_totals: [{ clicks: 6 }], link_daily: [{ day: today, clicks: 6 }] });
  expect(await worker.db.selectFrom("forgotten_clicks").selectAll().execute()).toEqual([]);
});

test("forgetClicks deletes everything of a deleted link, including clicks ingested meanwhile", async () => {
  const [{ link }, other] = [await someClicks(), await someClicks()];
  await worker.db.deleteFrom("links").where("id", "=", link).execute();
  await scheduleDeletion(link, new Date(Date.now() + dayMs));

  await forgetClicks(worker.db);

  const { rows } = await sql`select 1 from ${selectClicks()} as e where link_id = ${link}
    union all select 1 from daily_visitors where link_id = ${link}`.execute(worker.db);
  expect(rows).toEqual([]);
  expect(Object.values(await sumsOf(link)).flat()).toEqual([]);
  expect(await sumsOf(other.link)).toMatchObject({ link_totals: [{ clicks: 18 }] });
});

test("forgetClicks leaves recent deletions and resets to a later run", async () => {
  const { link } = await someClicks();
  await worker.db.deleteFrom("links").where("id", "=", link).execute();
  await sql`insert into forgotten_clicks (link_id, before) values (${link}, 'infinity')`.execute(worker.db);

  await forgetClicks(worker.db);

  expect(await sumsOf(link)).toMatchObject({ link_totals: [{ clicks: 18 }] });
});
