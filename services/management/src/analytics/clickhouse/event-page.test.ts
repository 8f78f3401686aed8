import { type ClickHouse, createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selectPage } from "./event-store.ts";
import { isOf } from "./known-links.ts";
import { compile } from "./statement.ts";

const engine = await findTestClickHouse();
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";
const testOnEngine = test.skipIf(engine === undefined);

const id = "01a22671-0d14-7000-b302-caf026e4e19a";
const start = Date.UTC(2026, 9, 1);
const count = 100_000;
let clickHouse: ClickHouse;
beforeAll(async () => {
  if (!engine) return;
  const url = engine.newDatabase();
  await migrateClickHouse(url);
  clickHouse = createClickHouse({ url, applicationName: "test", timeoutMs: 60_000 });
  // A click each second.
  await clickHouse.run(
    `INSERT INTO click_events (link_id, since, clicked_at, id, class)
     SELECT {id:UUID}, 7, fromUnixTimestamp64Milli({start:Int64} + number * 1000, 'UTC'), generateUUIDv4(), 'human'
     FROM numbers(${count})`,
    { id, start },
  );
});
afterAll(async () => {
  await clickHouse?.close();
  await engine?.stop();
});

testOnEngine(`a page of one link's clicks reads from its end, and skips the clicks after it${where}`, async () => {
  const query = {
    isOfLinks: isOf({ ids: [], reset: [{ id, since: 7 }] }),
    moments: { start, end: start + count * 1_000, offsets: [] },
    filters: [],
    includesBots: true,
  };
  const after = { at: new Date(start + 20_000 * 1_000).toISOString(), id };
  const { text, params } = compile(selectPage(query, after, 100));

  const lines = await clickHouse.query<{ explain: string }>(`EXPLAIN indexes = 1 ${text}`, params);
  const plan = lines.map(({ explain }) => explain).join("\n");

  expect(plan).toContain("InReverseOrder");
  const [, read = 0, all = 0] = /Granules: (\d+)\/(\d+)(?![\s\S]*Granules)/.exec(plan)?.map(Number) ?? [];
  expect(all).toBeGreaterThan(10);
  expect(read).toBeLessThan(5);
});
