import type { Db } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";

let worker: TestIngest;
let db: Db;
beforeAll(async () => {
  worker = await startTestIngest();
  ({ db } = worker);
});
afterAll(() => worker.stop());

const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const clicksOn = (linkId: string, count: number, given = {}) =>
  Array.from({ length: count }, () => aClick({ linkId, at: Date.now(), ...given }));
const click = (linkId: string, count: number, given = {}) => worker.ingest(clicksOn(linkId, count, given));

async function milestonesOf(linkId: string): Promise<number[]> {
  const rows = await db
    .selectFrom("link_milestones")
    .select("clicks")
    .where("link_id", "=", linkId)
    .where("told_at", "is", null)
    .orderBy("clicks")
    .execute();
  return rows.map(({ clicks }) => clicks);
}

test("a link reaches 10, 100 and 1,000 clicks once each, with exactly that click", async () => {
  const link = await insertTestLink(db);
  const seen: number[][] = [];

  for (const count of [9, 1, 1, 88, 1, 899, 1, 1]) {
    await click(link, count);
    seen.push(await milestonesOf(link));
  }

  const all = [10, 100, 1_000];
  expect(seen).toEqual([[], [10], [10], [10], [10, 100], [10, 100], all, all]);
});

test("only the highest milestone of a batch is recorded", async () => {
  const link = await insertTestLink(db);

  await click(link, 5);
  await click(link, 2_000);
  await click(await insertTestLink(db), 150);

  expect(await milestonesOf(link)).toEqual([1_000]);
});

test("a milestone that was passed earlier is not recorded later", async () => {
  const link = await insertTestLink(db);
  await click(link, 98);
  await db.deleteFrom("link_milestones").where("link_id", "=", link).execute();

  await click(link, 1);
  expect(await milestonesOf(link)).toEqual([]);
  await click(link, 1);
  expect(await milestonesOf(link)).toEqual([100]);
});

test("bot clicks do not count towards milestones", async () => {
  const link = await insertTestLink(db);

  await click(link, 5, { userAgent: googlebot });
  await click(link, 9);
  await click(link, 90, { userAgent: googlebot });

  expect(await milestonesOf(link)).toEqual([]);
});

test("links in one batch reach milestones independently", async () => {
  const [quiet, busy] = [await insertTestLink(db), await insertTestLink(db)];

  await worker.ingest([...clicksOn(quiet, 9), ...clicksOn(busy, 12)]);
  await worker.ingest([...clicksOn(quiet, 1), ...clicksOn(busy, 1)]);

  expect([await milestonesOf(quiet), await milestonesOf(busy)]).toEqual([[10], [10]]);
});

test("a duplicate batch records no milestone", async () => {
  const link = await insertTestLink(db);
  const clicks = clicksOn(link, 6);

  await Promise.all([worker.ingest(clicks, "same"), worker.ingest(clicks, "same")]);

  expect(await milestonesOf(link)).toEqual([]);
});
