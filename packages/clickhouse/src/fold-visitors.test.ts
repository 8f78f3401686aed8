import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClickHouse, createClickHouse } from "./create-clickhouse.ts";
import { foldVisitors } from "./fold-visitors.ts";
import { migrateClickHouse } from "./migrate-clickhouse.ts";

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

const link = crypto.randomUUID();
const [ann, bob] = [crypto.randomUUID(), crypto.randomUUID()];

/** Inserts visits of the link: visitor and time. */
async function visit(...visits: [string, string][]): Promise<void> {
  const rows = visits.map(([visitor, at]) => [link, 0, at, crypto.randomUUID(), visitor].join("\t"));
  const columns = ["link_id", "since", "clicked_at", "id", "visitor_hash"] as const;
  await clickHouse.insert("new_clicks", `${rows.join("\n")}\n`, { columns: [...columns], token: crypto.randomUUID() });
}

const findFolded = () =>
  clickHouse.query(
    "SELECT toString(at) AS at, sum(visitors) AS visitors FROM link_visitors GROUP BY at HAVING visitors > 0 ORDER BY at",
  );
const findOpenDays = () => clickHouse.query("SELECT DISTINCT toString(day) AS day FROM daily_visitors ORDER BY day");

testOnEngine(`foldVisitors counts each visitor of a closed day once, where the first click lies${where}`, async () => {
  await visit([ann, "2026-11-19 10:20:00"], [ann, "2026-11-20 23:59:59"], [bob, "2026-11-20 10:14:00"]);
  await visit([ann, "2026-11-20 10:00:00"], [bob, "2026-11-20 10:16:00"], [ann, "2026-11-21 00:00:00"]);

  await foldVisitors(clickHouse, "2026-11-21");
  await foldVisitors(clickHouse, "2026-11-21");

  expect(await findFolded()).toEqual([
    { at: "2026-11-19 10:15:00", visitors: 1 },
    { at: "2026-11-20 10:00:00", visitors: 2 },
  ]);
  expect(await findOpenDays()).toEqual([{ day: "2026-11-21" }]);
  expect(await clickHouse.query("SELECT toString(max(day)) AS day FROM folded_days")).toEqual([{ day: "2026-11-20" }]);
});

testOnEngine(`foldVisitors corrects what an interrupted attempt left${where}`, async () => {
  await visit([ann, "2026-11-22 10:20:00"]);
  await clickHouse.run(
    "INSERT INTO link_visitors (link_id, since, at, visitors) SELECT {link:UUID}, 0, toDateTime('2026-11-22 10:15:00', 'UTC'), 7",
    {
      link,
    },
  );

  await foldVisitors(clickHouse, "2026-11-23");

  expect(await findFolded()).toContainEqual({ at: "2026-11-22 10:15:00", visitors: 1 });
  expect(await findOpenDays()).toEqual([]);
});

testOnEngine(`visits of a day that is counted leave its number unchanged${where}`, async () => {
  const before = await findFolded();
  await visit([crypto.randomUUID(), "2026-11-20 12:00:00"]);

  await foldVisitors(clickHouse, "2026-11-23");

  expect(await findFolded()).toEqual(before);
  expect(await findOpenDays()).toEqual([]);
});
