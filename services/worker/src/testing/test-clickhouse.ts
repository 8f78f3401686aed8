import { type ClickHouse, createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { findTestClickHouse, type TestClickHouse } from "@shunt/testing/stores";

export interface TestClicks {
  engine: TestClickHouse;
  clickHouse: ClickHouse;
  stop(): Promise<void>;
}

/** Starts an engine with a migrated database; undefined where none can be installed. */
export async function startTestClicks(): Promise<TestClicks | undefined> {
  const engine = await findTestClickHouse();
  if (!engine) return undefined;
  const url = engine.newDatabase();
  await migrateClickHouse(url);
  const clickHouse = createClickHouse({ url, applicationName: "test", timeoutMs: 30_000 });
  return {
    engine,
    clickHouse,
    async stop() {
      await clickHouse.close();
      await engine.stop();
    },
  };
}

/** Numbers of a link in each table; those of all its resets together. */
export async function countInClickHouse(clickHouse: ClickHouse, linkId: string) {
  const count = async (table: string, sum: string) => {
    const sql = `SELECT ${sum} AS found FROM ${table} WHERE link_id = {linkId:UUID}`;
    return (await clickHouse.query<{ found: number }>(sql, { linkId }))[0]?.found ?? 0;
  };
  const [events, people, quarters, devices, visitors] = await Promise.all([
    count("click_events", "count()"),
    count("click_events", "countIf(class = 'human')"),
    count("link_quarter_hourly", "sum(clicks)"),
    count("link_daily_dimension", "sumIf(clicks, dimension = 'device')"),
    count("daily_visitors", "uniqExact(visitor_hash, day)"),
  ]);
  return { events, people, quarters, devices, visitors };
}
