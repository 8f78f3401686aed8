import { randomUUID } from "node:crypto";
import type { ClickHouse } from "@shunt/clickhouse";
import { toMissed } from "@shunt/contracts/clicks";
import type { Db } from "@shunt/db";
import { aClick, waitFor } from "@shunt/testing";
import { countLockWaits } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countInClickHouse, startTestClicks, type TestClicks } from "../../testing/test-clickhouse.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { deleteEndedGroups } from "./begun-groups.ts";
import { readParts, unpackGroup } from "./group-rows.ts";

const clicks = (await startTestClicks()) as TestClicks;
const testOnEngine = test.skipIf(clicks === undefined);
const where = clicks ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";

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

const numbersOf = (linkId: string) => countInClickHouse(clicks.clickHouse, linkId);
const countTotal = async (linkId: string) =>
  (await db.selectFrom("link_totals").select("clicks").where("link_id", "=", linkId).executeTakeFirst())?.clicks;
const countGroups = async () => (await db.selectFrom("begun_groups").select("token").execute()).length;

/** Batches of a click each, and a visit without a link. */
function toBatches(linkId: string, code: string, count: number) {
  const visit = () => aClick({ linkId: "", missed: toMissed({ domainId: 1, code }), at: Date.now() });
  return Array.from({ length: count }, (_, i) => ({
    name: randomUUID(),
    clicks: [aClick({ linkId, at: Date.now(), ip: `192.0.2.${i}` }), visit()],
  }));
}

async function countOrphans(code: string): Promise<number | undefined> {
  const [row] = await clicks.clickHouse.query<{ hits: number }>(
    "SELECT sum(hits) AS hits FROM orphan_hits WHERE code = {code:String}",
    { code },
  );
  return row?.hits;
}

/** Counts the inserts of clicks. */
function counting() {
  const counted = { inserts: 0 };
  const clickHouse: ClickHouse = {
    ...clicks.clickHouse,
    insert(table, rows, options) {
      if (table === "new_clicks") counted.inserts += 1;
      return clicks.clickHouse.insert(table, rows, options);
    },
  };
  return { counted, clickHouse };
}

testOnEngine(`parts that wait for each other share an insert${where}`, async () => {
  const [link, code] = [await insertTestLink(db), randomUUID()];
  const { counted, clickHouse } = counting();
  const ingest = worker.startAnother({ clickHouse });
  const batches = toBatches(link, code, 30);

  await Promise.all(batches.map(({ name, clicks: sent }) => ingest(sent, name)));

  expect(counted.inserts).toBeLessThan(10);
  expect(await numbersOf(link)).toEqual({ events: 30, people: 30, quarters: 30, devices: 30, visitors: 30 });
  expect([await countTotal(link), await countOrphans(code), await countGroups()]).toEqual([30, 30, 0]);
});

testOnEngine(`parts of a group whose worker died count once, one by one on other workers${where}`, async () => {
  const [link, code] = [await insertTestLink(db), randomUUID()];
  const batches = toBatches(link, code, 12);
  const dying = worker.startAnother({
    async emitClickEvents() {
      throw new Error("killed");
    },
  });

  const results = await Promise.allSettled(batches.map(({ name, clicks: sent }) => dying(sent, name)));
  const groups = await countGroups();
  for (const { name, clicks: sent } of batches) await worker.startAnother()(sent, name);

  expect(results.every(({ status }) => status === "rejected")).toBe(true);
  expect(groups).toBeGreaterThan(0);
  expect(await numbersOf(link)).toEqual({ events: 12, people: 12, quarters: 12, devices: 12, visitors: 12 });
  expect([await countTotal(link), await countOrphans(code), await countGroups()]).toEqual([12, 12, 0]);
});

const utmNames = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];

/** Each click has values of its own, so that the views fill more rows than a block of ClickHouse has (65,409). */
function toLargeBatches(linkId: string) {
  const toUrl = (value: string) =>
    `https://example.com/${value}?${utmNames.map(name => `${name}=${name}-${value}`).join("&")}`;
  return Array.from({ length: 6 }, (_, batch) => ({
    name: randomUUID(),
    clicks: Array.from({ length: 2_400 }, (_each, i) =>
      aClick({ linkId, at: Date.now() - i, ip: `192.0.${batch}.${i % 250}`, destination: toUrl(`${batch}-${i}`) }),
    ),
  }));
}

testOnEngine(`large parts share an insert and count once, however often their group is inserted${where}`, async () => {
  const link = await insertTestLink(db);
  const { counted, clickHouse } = counting();
  const batches = toLargeBatches(link);
  const dying = worker.startAnother({
    clickHouse,
    async emitClickEvents() {
      throw new Error("killed");
    },
  });

  for (let tries = 0; tries < 2; tries++)
    await Promise.allSettled(batches.map(({ name, clicks: sent }) => dying(sent, name)));
  const ingest = worker.startAnother({ clickHouse });
  const ended = await Promise.all(batches.map(({ name, clicks: sent }) => ingest(sent, name)));

  const all = batches.flatMap(({ clicks: sent }) => sent).length;
  expect(ended.flatMap(({ clicks: recorded }) => recorded)).toHaveLength(all);
  expect(counted.inserts).toBeLessThan(3 * batches.length);
  const values = await clicks.clickHouse.query<{ dimension: string; counted: number; values: number }>(
    `SELECT dimension, sum(clicks) AS counted, uniqExact(value) AS values FROM link_daily_dimension
     WHERE link_id = {link:UUID} AND startsWith(dimension, 'utm_') GROUP BY dimension`,
    { link },
  );
  expect(values.map(({ dimension }) => dimension).toSorted()).toEqual(utmNames.toSorted());
  expect(values.every(row => row.counted === all && row.values === all)).toBe(true);
  expect(await numbersOf(link)).toMatchObject({ events: all, quarters: all, devices: all });
  expect([await countTotal(link), await countGroups()]).toEqual([all, 0]);
});

testOnEngine(`a group that an older version began counts once${where}`, async () => {
  const link = await insertTestLink(db);
  const batches = Array.from({ length: 4 }, (_, i) => ({
    name: randomUUID(),
    clicks: [aClick({ linkId: link, at: Date.now(), ip: `192.0.2.${i}`, destination: "https://example.com/a\\b" })],
  }));
  const dying = worker.startAnother({
    async emitClickEvents() {
      throw new Error("killed");
    },
  });
  await Promise.allSettled(batches.map(({ name, clicks: sent }) => dying(sent, name)));
  const groups = await db.selectFrom("begun_groups").selectAll().execute();
  for (const { token, rows } of groups) {
    const group = await unpackGroup(rows as Buffer);
    const stored = readParts(
      group,
      group.parts.map(([name]) => ({ name, clicks: [], orphanHits: [] })),
    );
    const parts = JSON.stringify([...stored].map(([name, own]) => [name, { clicks: own, orphanHits: [] }]));
    await db.updateTable("begun_groups").set({ parts, rows: null }).where("token", "=", token).execute();
  }

  for (const { name, clicks: sent } of batches) await worker.startAnother()(sent, name);

  expect(groups.length).toBeGreaterThan(0);
  expect(await numbersOf(link)).toEqual({ events: 4, people: 4, quarters: 4, devices: 4, visitors: 4 });
  expect([await countTotal(link), await countGroups()]).toEqual([4, 0]);
});

testOnEngine(`a part that another worker records at this moment is not inserted again${where}`, async () => {
  const link = await insertTestLink(db);
  const [batch] = toBatches(link, randomUUID(), 1);
  const { name = "", clicks: sent = [] } = batch ?? {};
  const recording = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  const first = worker.startAnother({
    async emitClickEvents() {
      recording.resolve();
      await going.promise;
    },
  })(sent, name);
  await recording.promise;

  const second = worker.startAnother()(sent, name);
  await waitFor(async () => (await countLockWaits(db)) > 0, { what: "the second worker to wait for the first" });
  going.resolve();

  expect([(await first).isNew, (await second).isNew]).toEqual([true, false]);
  expect((await numbersOf(link)).events).toBe(1);
  expect(await countTotal(link)).toBe(1);
});

testOnEngine(`deleteEndedGroups deletes groups without a part that is begun${where}`, async () => {
  await sql`insert into begun_groups (token, parts) values ('ended', '[]'), ('open', '[]')`.execute(db);
  await sql`insert into begun_parts (name, token) values ('part', 'open')`.execute(db);

  await deleteEndedGroups(db);

  expect(await db.selectFrom("begun_groups").select("token").execute()).toEqual([{ token: "open" }]);
  await sql`delete from begun_parts`.execute(db);
  await deleteEndedGroups(db);
});
