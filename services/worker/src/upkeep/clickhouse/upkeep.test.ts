import { randomUUID } from "node:crypto";
import type { Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { aClick } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toDay } from "../../ingest/aggregate/day.ts";
import { countInClickHouse, startTestClicks, type TestClicks } from "../../testing/test-clickhouse.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { compareSums } from "./check-aggregates.ts";
import { dropOldClicks } from "./drop-old-clicks.ts";
import { foldOldVisitors } from "./fold-old-visitors.ts";
import { forgetClicks } from "./forget-clicks.ts";

const clicks = (await startTestClicks()) as TestClicks;
const testOnEngine = test.skipIf(clicks === undefined);
const where = clicks ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";
const log = createLogger("test", "silent");
const dayMs = 24 * 60 * 60_000;

let worker: TestIngest;
let db: Db;
beforeAll(async () => {
  worker = await startTestIngest(new Set(), clicks?.clickHouse);
  ({ db } = worker);
});
afterAll(async () => {
  await worker?.stop();
  await clicks?.stop();
});

const visit = (linkId: string, given = {}) => worker.ingest([aClick({ linkId, at: Date.now(), ...given })]);
const numbersOf = (linkId: string) => countInClickHouse(clicks.clickHouse, linkId);
const startOfDay = (time: number) => time - (time % dayMs);
const nothing = { events: 0, people: 0, quarters: 0, devices: 0, visitors: 0 };
const one = { events: 1, people: 1, quarters: 1, devices: 1, visitors: 1 };

async function forgetLater(linkId: string): Promise<void> {
  await sql`insert into forgotten_clicks (link_id, before, created_at)
    values (${linkId}, now(), now() - interval '2 minutes')`.execute(db);
}

/** Visitors of a closed day, from before any reset. */
async function addClosedDay(linkId: string): Promise<void> {
  await clicks.clickHouse.run(
    "INSERT INTO link_visitors (link_id, since, at, visitors) SELECT {linkId:UUID}, 0, now() - INTERVAL 9 DAY, 7",
    { linkId },
  );
}

async function countClosedDays(linkId: string): Promise<number | undefined> {
  const sum = "SELECT sum(visitors) AS visitors FROM link_visitors WHERE link_id = {linkId:UUID}";
  return (await clicks.clickHouse.query<{ visitors: number }>(sum, { linkId }))[0]?.visitors;
}

const countForgotten = async () => (await db.selectFrom("forgotten_clicks").select("link_id").execute()).length;

testOnEngine(`forgetClicks deletes everything of deleted links, and what is before a reset${where}`, async () => {
  const [kept, reset, deleted] = await Promise.all([insertTestLink(db), insertTestLink(db), insertTestLink(db)]);
  const links = [kept, reset, deleted];
  for (const link of links) await visit(link);
  for (const link of links) await addClosedDay(link);
  await sql`update links set clicks_since = now() where id = ${reset}`.execute(db);
  await visit(reset, { at: Date.now() + 1_000 });
  await sql`delete from links where id = ${deleted}`.execute(db);
  for (const link of [reset, deleted]) await forgetLater(link);

  await forgetClicks(db, clicks.clickHouse);
  await forgetClicks(db, clicks.clickHouse);

  expect(await Promise.all(links.map(numbersOf))).toEqual([one, one, nothing]);
  expect(await Promise.all(links.map(countClosedDays))).toEqual([7, 0, 0]);
  expect(await countForgotten()).toBe(0);
  const { rows } = await sql`select from link_totals where link_id = ${deleted}`.execute(db);
  expect(rows).toEqual([]);
});

testOnEngine(`forgetClicks waits for parts that were begun before the deletion${where}`, async () => {
  const link = await insertTestLink(db);
  await visit(link);
  await sql`delete from links where id = ${link}`.execute(db);
  await forgetLater(link);
  await sql`insert into begun_parts (name, begun_at) values ('late', now() - interval '3 minutes')`.execute(db);

  await forgetClicks(db, clicks.clickHouse);
  const waiting = await countForgotten();
  await sql`delete from begun_parts`.execute(db);
  await forgetClicks(db, clicks.clickHouse);

  expect([waiting, await countForgotten()]).toEqual([1, 0]);
  expect(await numbersOf(link)).toEqual(nothing);
});

testOnEngine(`forgetClicks leaves a link that was just deleted, as workers may still know it${where}`, async () => {
  const link = await insertTestLink(db);
  await visit(link);
  await sql`delete from links where id = ${link}`.execute(db);
  await sql`insert into forgotten_clicks (link_id, before) values (${link}, now())`.execute(db);

  await forgetClicks(db, clicks.clickHouse);

  expect([await numbersOf(link), await countForgotten()]).toEqual([one, 1]);
  await sql`delete from forgotten_clicks`.execute(db);
});

testOnEngine(`dropOldClicks deletes clicks past their retention, and no sums${where}`, async () => {
  const link = await insertTestLink(db);
  const now = Date.now();
  for (const daysAgo of [0, 3, 4, 40]) await visit(link, { at: now - daysAgo * dayMs });

  await dropOldClicks(clicks.clickHouse, 3, now, log);

  const { events, quarters, devices } = await numbersOf(link);
  expect({ events, quarters, devices }).toEqual({ events: 2, quarters: 4, devices: 4 });
  const days = await clicks.clickHouse.query<{ day: string }>(
    "SELECT toString(toDate(clicked_at)) AS day FROM click_events WHERE link_id = {link:UUID} ORDER BY day",
    { link },
  );
  expect(days.map(({ day }) => day)).toEqual([3, 0].map(daysAgo => toDay(now - daysAgo * dayMs)));
});

testOnEngine(`foldOldVisitors counts days whose key is destroyed, and leaves the others${where}`, async () => {
  const link = await insertTestLink(db);
  await visit(link);
  const inThreeDays = startOfDay(Date.now()) + 3 * dayMs + 7 * 60 * 60_000;

  await foldOldVisitors(db, clicks.clickHouse, Date.now());
  // The key is destroyed, but batches of the day may still be on their way.
  await foldOldVisitors(db, clicks.clickHouse, startOfDay(Date.now()) + 3 * dayMs + 5 * 60 * 60_000);
  const open = await numbersOf(link);
  await Promise.all([1, 2].map(() => foldOldVisitors(db, clicks.clickHouse, inThreeDays)));

  expect(open.visitors).toBe(1);
  expect((await numbersOf(link)).visitors).toBe(0);
  expect(await countClosedDays(link)).toBe(1);
});

testOnEngine(`compareSums names links whose sums differ from their clicks${where}`, async () => {
  const [right, wrong] = [await insertTestLink(db), await insertTestLink(db)];
  for (const link of [right, wrong]) await visit(link);
  await clicks.clickHouse.insert("link_quarter_hourly", `${wrong}\t0\t${Math.floor(Date.now() / 1_000)}\t1\t1\t0\n`, {
    columns: ["link_id", "since", "at", "clicks", "human_clicks", "scans"],
    token: randomUUID(),
  });

  const { compared, mismatches } = await compareSums(clicks.clickHouse, toDay(Date.now()));

  expect(compared).toBeGreaterThanOrEqual(2);
  expect(mismatches.filter(({ linkId }) => [right, wrong].includes(linkId))).toEqual([
    { linkId: wrong, day: toDay(Date.now()), clicks: 1, daily: 2, quarterHourly: 2, devices: 1 },
  ]);
});
