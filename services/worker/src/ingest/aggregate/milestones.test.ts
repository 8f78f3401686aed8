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

test("a link reaches ten, a hundred and a thousand, each once and with the click that makes it", async () => {
  const link = await insertTestLink(db);
  const seen: number[][] = [];

  for (const count of [9, 1, 1, 88, 1, 899, 1, 1]) {
    await click(link, count);
    seen.push(await milestonesOf(link));
  }

  const all = [10, 100, 1_000];
  expect(seen).toEqual([[], [10], [10], [10], [10, 100], [10, 100], all, all]);
});

test("of several that a batch reaches the highest counts", async () => {
  const link = await insertTestLink(db);

  await click(link, 5);
  await click(link, 2_000);
  await click(await insertTestLink(db), 150);

  expect(await milestonesOf(link)).toEqual([1_000]);
});

test("what was reached before anybody noted it is not noted with a later click", async () => {
  const link = await insertTestLink(db);
  await click(link, 98);
  await db.deleteFrom("link_milestones").where("link_id", "=", link).execute();

  await click(link, 1);
  expect(await milestonesOf(link)).toEqual([]);
  await click(link, 1);
  expect(await milestonesOf(link)).toEqual([100]);
});

test("bots reach nothing", async () => {
  const link = await insertTestLink(db);

  await click(link, 5, { userAgent: googlebot });
  await click(link, 9);
  await click(link, 90, { userAgent: googlebot });

  expect(await milestonesOf(link)).toEqual([]);
});

test("links of one batch reach theirs apart from each other", async () => {
  const [quiet, busy] = [await insertTestLink(db), await insertTestLink(db)];

  await worker.ingest([...clicksOn(quiet, 9), ...clicksOn(busy, 12)]);
  await worker.ingest([...clicksOn(quiet, 1), ...clicksOn(busy, 1)]);

  expect([await milestonesOf(quiet), await milestonesOf(busy)]).toEqual([[10], [10]]);
});

test("a batch that is delivered again reaches nothing again", async () => {
  const link = await insertTestLink(db);
  const clicks = clicksOn(link, 6);

  await Promise.all([worker.ingest(clicks, "same"), worker.ingest(clicks, "same")]);

  expect(await milestonesOf(link)).toEqual([]);
});
