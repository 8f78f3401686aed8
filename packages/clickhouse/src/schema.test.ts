import { type ClickEventColumn, countedDimensions } from "@shunt/db";
import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noVisitor } from "./absent-values.ts";
import { type ClickHouse, createClickHouse } from "./create-clickhouse.ts";
import { assertClickHouseMigrated, migrateClickHouse } from "./migrate-clickhouse.ts";

const engine = await findTestClickHouse();
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";
const testOnEngine = test.skipIf(engine === undefined);

const url = engine?.newDatabase() ?? "";
let clickHouse: ClickHouse;
beforeAll(async () => {
  if (!engine) return;
  await migrateClickHouse(url);
  clickHouse = createClickHouse({ url, applicationName: "test" });
});
afterAll(async () => {
  await clickHouse?.close();
  await engine?.stop();
});

/** Each value differs from the others, so that mixed up columns show. */
const aRow = {
  link_id: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf",
  since: "0",
  clicked_at: "2026-11-20 12:07:30.125",
  id: "01a1fb6f-b333-7117-b1e7-8f91c9f60900",
  class: "human",
  class_reason: "a reason",
  visitor_hash: "00112233445566778899aabbccddeeff",
  country: "GB",
  region: "England",
  city: "East Finchley",
  browser: "Firefox",
  browser_version: "126",
  os: "Windows",
  os_version: "11",
  device: "desktop",
  referrer_host: "news.example",
  language: "en",
  source: "qr",
  utm_source: "Letter",
  utm_medium: "E-Mail",
  utm_campaign: "Frühling",
  utm_term: "Schuhe",
  utm_content: "Oben",
  destination: `https://example.com/${"ü".repeat(600)}`,
  rule: "iPhones",
  variant: "B",
  coarse: "0",
};
const columns = Object.keys(aRow) as [string, ...string[]];

async function insert(rows: readonly Partial<typeof aRow>[], token: string): Promise<void> {
  const lines = rows.map(row => `${Object.values({ ...aRow, ...row }).join("\t")}\n`);
  await clickHouse.insert("new_clicks", lines.join(""), { columns, token });
}

const countOf = async (linkId: string) => {
  const count = async (table: string, sum: string) => {
    const sql = `SELECT ${sum} AS found FROM ${table} WHERE link_id = {linkId:UUID}`;
    return (await clickHouse.query<{ found: number }>(sql, { linkId }))[0]?.found;
  };
  return {
    events: await count("click_events", "count()"),
    quarters: await count("link_quarter_hourly", "sum(clicks)"),
    devices: await count("link_daily_dimension", "sumIf(clicks, dimension = 'device')"),
    visitors: await count("daily_visitors", "uniqExact(visitor_hash)"),
    first: await count("daily_visitors", "toUnixTimestamp64Milli(min(first).1)"),
  };
};

testOnEngine(`migrateClickHouse runs each migration once${where}`, async () => {
  const other = engine?.newDatabase() ?? "";
  const applied = await migrateClickHouse(other);

  expect(applied).toContain("0001-clicks");
  expect(await migrateClickHouse(other)).toEqual([]);
  await assertClickHouseMigrated(clickHouse);
});

testOnEngine(`assertClickHouseMigrated names pending migrations${where}`, async () => {
  const empty = createClickHouse({ url: new URL("/default", url).href, applicationName: "test" });

  await expect(assertClickHouseMigrated(empty)).rejects.toThrow(/0001-clicks, .*run "shunt migrate"/);

  await empty.close();
});

testOnEngine(`assertClickHouseMigrated names every table and view that was dropped${where}`, async () => {
  const other = engine?.newDatabase() ?? "";
  await migrateClickHouse(other);
  const broken = createClickHouse({ url: other, applicationName: "test" });
  const found = await broken.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'schema_migrations' ORDER BY name",
  );
  const names = found.map(({ name }) => name);
  for (const name of names) await broken.run(`DROP TABLE ${name}`);

  const err = await assertClickHouseMigrated(broken).catch((failure: Error) => failure);

  const listed = /missing in ClickHouse: (.*?) \(/.exec(String(err))?.[1]?.split(", ");
  expect(listed?.toSorted()).toEqual(names);
  await broken.close();
});

testOnEngine(`click_events has every column of Postgres that a reader needs${where}`, async () => {
  const elsewhere: ClickEventColumn[] = ["workspace_id", "destination_hash", "is_first_visit"];
  const rows = await clickHouse.query<{ name: string }>(
    "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'click_events'",
  );

  const names = rows.map(({ name }) => name).filter(name => name !== "moved");
  const wanted: Record<Exclude<ClickEventColumn, (typeof elsewhere)[number]>, unknown> & { since: unknown } =
    Object.fromEntries(columns.map(name => [name, undefined])) as never;
  expect(names.toSorted()).toEqual(Object.keys(wanted).toSorted());
});

testOnEngine(`an insert is added to every table, and a second one with its token to none${where}`, async () => {
  const linkId = crypto.randomUUID();
  const row = { link_id: linkId };
  const rows = [
    row,
    { ...row, clicked_at: "2026-11-20 12:06:00.000" },
    { ...row, clicked_at: "2026-12-01 00:00:00.000", visitor_hash: noVisitor },
  ];

  for (let time = 0; time < 3; time++) await insert(rows, `${linkId}/0`);
  await insert([row], `${linkId}/1`);

  expect(await countOf(linkId)).toEqual({
    events: 4,
    quarters: 4,
    devices: 4,
    visitors: 1,
    first: Date.UTC(2026, 10, 20, 12, 6),
  });
});

testOnEngine(`a second insert under a token adds nothing, even if its rows differ${where}`, async () => {
  const linkId = crypto.randomUUID();

  await insert([{ link_id: linkId }], linkId);
  await insert([{ link_id: linkId, device: "mobile", visitor_hash: noVisitor }], linkId);

  expect(await countOf(linkId)).toMatchObject({ events: 1, quarters: 1, devices: 1, visitors: 1 });
});

testOnEngine(`link_daily_dimension counts every dimension as Postgres does${where}`, async () => {
  const linkId = crypto.randomUUID();
  await insert([{ link_id: linkId, class: "bot" }], linkId);

  const rows = await clickHouse.query<{ dimension: string; value: string; detail: string }>(
    "SELECT dimension, value, detail FROM link_daily_dimension WHERE link_id = {linkId:UUID} ORDER BY dimension",
    { linkId },
  );

  const expected = countedDimensions.map(({ name, column, detail }) => ({
    dimension: name,
    value: name === "class" ? "bot" : [...aRow[column as "country"]].slice(0, 500).join(""),
    detail: detail.map(each => aRow[each as "country"]).join(", "),
  }));
  expect(rows).toEqual(expected.toSorted((a, b) => (a.dimension < b.dimension ? -1 : 1)));
});

testOnEngine(`clicks without values count in no dimension but their own${where}`, async () => {
  const linkId = crypto.randomUUID();
  const empty = Object.fromEntries(columns.slice(7, -1).map(name => [name, ""]));
  await insert([{ ...empty, link_id: linkId, class_reason: "", source: "link" }], linkId);

  expect(
    await clickHouse.query("SELECT dimension FROM link_daily_dimension WHERE link_id = {linkId:UUID}", { linkId }),
  ).toEqual([]);
});

testOnEngine(`rows of each table are compressed by ZSTD${where}`, async () => {
  await insert([{ link_id: crypto.randomUUID() }], crypto.randomUUID());

  const rows = await clickHouse.query<{ codec: string; tables: string[] }>(
    `SELECT default_compression_codec AS codec, groupUniqArray(table) AS tables FROM system.parts
     WHERE database = currentDatabase() AND active AND table != 'schema_migrations' GROUP BY codec`,
  );

  expect(rows.map(({ codec, tables }) => ({ codec, tables: tables.toSorted() }))).toEqual([
    { codec: "ZSTD(1)", tables: ["click_events", "daily_visitors", "link_daily_dimension", "link_quarter_hourly"] },
  ]);
});
