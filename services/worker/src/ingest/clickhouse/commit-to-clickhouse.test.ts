import { randomUUID } from "node:crypto";
import { toMissed } from "@shunt/contracts/clicks";
import type { Db } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countInClickHouse, startTestClicks, type TestClicks } from "../../testing/test-clickhouse.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../../testing/test-ingest.ts";
import { isPoison } from "../dead/is-poison.ts";
import type { IngestDeps } from "../ingest.ts";

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

const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const clickOn = (linkId: string, given = {}) => aClick({ linkId, at: Date.now(), ...given });
const numbersOf = (linkId: string) => countInClickHouse(clicks.clickHouse, linkId);

async function totalsOf(linkId: string) {
  return db
    .selectFrom("link_totals")
    .select(["clicks", "human_clicks"])
    .where("link_id", "=", linkId)
    .executeTakeFirst();
}

async function countBegun(): Promise<number> {
  const rows = await db.selectFrom("begun_parts").select("name").execute();
  return rows.length;
}

const noWebhooks = async () => {};

const ways: [string, Partial<IngestDeps>][] = [
  ["parts that are inserted together", {}],
  ["parts with an insert of their own", { together: false }],
];

describe.each(ways)("%s", (_way, way) => {
  let ingest: TestIngest["ingest"];
  beforeAll(() => {
    ingest = startAnother();
  });
  const startAnother = (given: Partial<IngestDeps> = {}) => worker.startAnother({ ...way, ...given });

  /** A worker that dies between the insert into ClickHouse and the transaction in Postgres. */
  const dying = () =>
    startAnother({
      async emitClickEvents() {
        throw new Error("killed");
      },
    });

  testOnEngine(`clicks go to ClickHouse, and totals and names to Postgres${where}`, async () => {
    const link = await insertTestLink(db);

    const { isNew } = await ingest([
      clickOn(link),
      clickOn(link, { ip: "192.0.2.8" }),
      clickOn(link),
      clickOn(link, { userAgent: googlebot }),
      clickOn(randomUUID()),
    ]);

    expect(isNew).toBe(true);
    expect(await numbersOf(link)).toEqual({ events: 4, people: 3, quarters: 4, devices: 4, visitors: 2 });
    expect(await totalsOf(link)).toEqual({ clicks: 4, human_clicks: 3 });
    for (const table of ["click_events", "link_daily", "link_quarter_hourly", "packed_dimensions", "daily_visitors"])
      expect((await sql`select from ${sql.table(table)}`.execute(db)).rows).toEqual([]);
    expect(await countBegun()).toBe(0);
  });

  testOnEngine(`a batch counts once, however often and wherever it is delivered${where}`, async () => {
    const links = await Promise.all(Array.from({ length: 6 }, () => insertTestLink(db)));
    const name = randomUUID();
    const batch = links.flatMap(link => [clickOn(link), clickOn(link, { ip: "192.0.2.8" })]);
    const other = startAnother();

    // While one inserts, another may be refused; the queue delivers the batch again then.
    await Promise.allSettled([ingest(batch, name), other(batch, name), ingest(batch, name)]);
    for (const deliver of [other, ingest]) await deliver(batch, name);

    expect((await other(batch, name)).isNew).toBe(false);
    for (const link of links) {
      expect(await numbersOf(link)).toEqual({ events: 2, people: 2, quarters: 2, devices: 2, visitors: 2 });
      expect(await totalsOf(link)).toEqual({ clicks: 2, human_clicks: 2 });
    }
    expect(await countBegun()).toBe(0);
  });

  testOnEngine(`clicks wait while a table is missing, and count once when it is back${where}`, async () => {
    const link = await insertTestLink(db);
    const [name, batch] = [randomUUID(), [clickOn(link), clickOn(link, { ip: "192.0.2.8" })]];

    await clicks.clickHouse.run("DETACH TABLE link_daily_dimension");
    const refused = await ingest(batch, name).catch(err => err);
    await clicks.clickHouse.run("ATTACH TABLE link_daily_dimension");
    const { isNew } = await ingest(batch, name);

    expect(refused).toMatchObject({ fault: "schema", message: expect.stringContaining("link_daily_dimension") });
    expect(isPoison(refused)).toBe(false);
    expect(isNew).toBe(true);
    expect(await numbersOf(link)).toEqual({ events: 2, people: 2, quarters: 2, devices: 2, visitors: 2 });
    expect(await totalsOf(link)).toEqual({ clicks: 2, human_clicks: 2 });
  });

  testOnEngine(`concurrent batches of the same links add up exactly${where}`, async () => {
    const links = await Promise.all(Array.from({ length: 3 }, () => insertTestLink(db)));
    const batch = (i: number) =>
      links.flatMap(link => [clickOn(link, { ip: `192.0.2.${i}` }), clickOn(link, { ip: "198.51.100.1" })]);

    await Promise.all(Array.from({ length: 20 }, (_, i) => ingest(batch(i))));

    for (const link of links) {
      expect(await numbersOf(link)).toEqual({ events: 40, people: 40, quarters: 40, devices: 40, visitors: 21 });
      expect(await totalsOf(link)).toEqual({ clicks: 40, human_clicks: 40 });
    }
  });

  testOnEngine(
    `a worker that dies between the stores leaves what the next one counts, as it is stored${where}`,
    async () => {
      const link = await insertTestLink(db);
      const name = randomUUID();
      const batch = [clickOn(link, { ip: "203.0.113.1" }), clickOn(link, { userAgent: googlebot })];

      await expect(dying()(batch, name)).rejects.toThrow("killed");
      const stored = await numbersOf(link);
      // A worker of another version classifies the clicks in another way.
      const other = startAnother({
        classify: () => ({ class: "bot", reason: "all" }),
        emitClickEvents: noWebhooks,
      });
      const { isNew, clicks: counted } = await other(batch, name);

      expect(stored).toEqual({ events: 2, people: 1, quarters: 2, devices: 2, visitors: 1 });
      expect(isNew).toBe(true);
      expect(counted.map(click => click.class).sort()).toEqual(["bot", "human"]);
      expect(await numbersOf(link)).toEqual(stored);
      expect(await totalsOf(link)).toEqual({ clicks: 2, human_clicks: 1 });
    },
  );

  testOnEngine(`a part that ClickHouse has forgotten is looked for before it is inserted${where}`, async () => {
    const link = await insertTestLink(db);
    const name = randomUUID();
    const batch = [clickOn(link), clickOn(link, { ip: "192.0.2.8" })];
    const forget = (latest: number) =>
      Promise.all(
        ["click_events", "link_quarter_hourly", "link_daily_dimension", "daily_visitors"].map(table =>
          clicks.clickHouse.run(`ALTER TABLE ${table} MODIFY SETTING non_replicated_deduplication_window = ${latest}`),
        ),
      );

    await expect(dying()(batch, name)).rejects.toThrow("killed");
    await forget(1);
    await ingest([clickOn(await insertTestLink(db))]);
    await sql`update begun_parts set begun_at = now() - interval '1 hour'`.execute(db);
    // So many others that ClickHouse may have forgotten it.
    await sql`insert into ingested_batches (name, clicks, ingested_at)
    select 'later/' || i, 1, now() - interval '1 minute' from generate_series(1, 20001) as i`.execute(db);
    await ingest(batch, name);
    await sql`delete from ingested_batches where name like 'later/%'`.execute(db);
    await forget(100_000);

    expect(await numbersOf(link)).toEqual({ events: 2, people: 2, quarters: 2, devices: 2, visitors: 2 });
    expect(await totalsOf(link)).toEqual({ clicks: 2, human_clicks: 2 });
  });

  testOnEngine(
    `sums that lack clicks of an insert that ended early get them, also after an hour without ClickHouse${where}`,
    async () => {
      const link = await insertTestLink(db);
      const name = randomUUID();
      const batch = [clickOn(link), clickOn(link, { ip: "192.0.2.8" })];
      const view = "new_clicks_to_quarters";
      const [created] = await clicks.clickHouse.query<{ sql: string }>(
        `SELECT replaceOne(create_table_query, 'CREATE MATERIALIZED VIEW', 'CREATE MATERIALIZED VIEW IF NOT EXISTS') AS sql
     FROM system.tables WHERE database = currentDatabase() AND name = {view:String}`,
        { view },
      );

      await clicks.clickHouse.run(`DROP VIEW ${view}`);
      await expect(dying()(batch, name)).rejects.toThrow("killed");
      await clicks.clickHouse.run(created?.sql ?? "");
      const early = await numbersOf(link);
      await sql`update begun_parts set begun_at = now() - interval '1 hour'`.execute(db);
      await ingest(batch, name);

      expect(early).toMatchObject({ events: 2, quarters: 0 });
      expect(await numbersOf(link)).toEqual({ events: 2, people: 2, quarters: 2, devices: 2, visitors: 2 });
    },
  );

  testOnEngine(
    `clicks from before a reset that is in force when they are recorded do not count in totals${where}`,
    async () => {
      const link = await insertTestLink(db);
      const name = randomUUID();
      const batch = [clickOn(link)];

      await expect(dying()(batch, name)).rejects.toThrow("killed");
      await sql`update links set clicks_since = now() where id = ${link}`.execute(db);
      await ingest(batch, name);
      await ingest([clickOn(link, { at: Date.now() + 1_000 })]);

      expect(await totalsOf(link)).toEqual({ clicks: 1, human_clicks: 1 });
      const rows = await clicks.clickHouse.query<{ clicks: number }>(
        "SELECT sum(clicks) AS clicks FROM link_quarter_hourly WHERE link_id = {link:UUID} GROUP BY since ORDER BY since",
        { link },
      );
      expect(rows).toEqual([{ clicks: 1 }, { clicks: 1 }]);
      expect(await countBegun()).toBe(0);
    },
  );

  testOnEngine(`visits without a link are summed up once by domain, day and code${where}`, async () => {
    const name = randomUUID();
    const code = randomUUID();
    const miss = (given = {}) =>
      aClick({ linkId: "", missed: toMissed({ domainId: 1, code }), at: Date.now(), ...given });
    const batch = [miss(), miss(), miss({ userAgent: googlebot })];

    await ingest(batch, name);
    await ingest(batch, name);

    const found = await clicks.clickHouse.query(
      `SELECT domain_id, sum(hits) AS hits, sum(human_hits) AS people, toUnixTimestamp64Milli(max(last_hit_at)) AS at
     FROM orphan_hits WHERE code = {code:String} GROUP BY domain_id`,
      { code },
    );
    const at = Math.max(...batch.map(click => click.at));
    expect(found).toEqual([{ domain_id: 1, hits: 3, people: 2, at }]);
  });
});
