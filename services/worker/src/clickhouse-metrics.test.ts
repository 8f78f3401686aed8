import { createMetrics } from "@shunt/runtime";
import { expect, test } from "vitest";
import { addClickHouseMetrics, type ClickHouseMetricsDeps } from "./clickhouse-metrics.ts";

const away = () => Promise.reject(new Error("away"));
const deps: ClickHouseMetricsDeps = {
  watch: {
    assertAnswers: async () => {},
    countParts: async () => ({ click_events: 12, daily_visitors: 3 }),
    findPartsLimit: async () => 3_000,
    findDisk: async () => ({ free: 25, total: 100 }),
  },
  countBegun: async () => ({ parts: 2, oldestSeconds: 40 }),
  onUnknown: () => {},
};

async function read(given: Partial<ClickHouseMetricsDeps>, use?: (measure: Measure) => Promise<unknown>) {
  const registry = createMetrics("test");
  await use?.(addClickHouseMetrics(registry, { ...deps, ...given }));
  if (!use) addClickHouseMetrics(registry, { ...deps, ...given });
  const lines = (await registry.metrics()).split("\n").filter(line => /^shunt_(clickhouse|begun)/.test(line));
  return lines.map(line => line.replace(/,?service="test"/, "").replace("{}", ""));
}
type Measure = ReturnType<typeof addClickHouseMetrics>;

test("metrics of ClickHouse report its answer, parts, disk, and the parts that are begun", async () => {
  expect(await read({})).toEqual([
    "shunt_clickhouse_rows_total 0",
    "shunt_clickhouse_up 1",
    'shunt_clickhouse_parts{table="click_events"} 12',
    'shunt_clickhouse_parts{table="daily_visitors"} 3',
    "shunt_clickhouse_parts_limit 3000",
    'shunt_clickhouse_disk_bytes{state="free"} 25',
    'shunt_clickhouse_disk_bytes{state="total"} 100',
    "shunt_begun_parts 2",
    "shunt_begun_part_age_seconds 40",
  ]);
});

test("while ClickHouse does not answer, it is down, and the rest is absent except what Postgres has", async () => {
  const watch = { assertAnswers: away, countParts: away, findPartsLimit: away, findDisk: away };

  expect(await read({ watch })).toEqual([
    "shunt_clickhouse_rows_total 0",
    "shunt_clickhouse_up 0",
    "shunt_begun_parts 2",
    "shunt_begun_part_age_seconds 40",
  ]);
});

test("where clicks are in Postgres, metrics of ClickHouse have no values", async () => {
  expect(await read({ watch: undefined })).toEqual(["shunt_clickhouse_rows_total 0"]);
});

test("inserts are measured by outcome, with the rows of those that were written", async () => {
  const results = [Promise.resolve(), away(), Promise.resolve()];
  const insert = { columns: ["id"], token: "one" } as const;

  const lines = await read({}, async measure => {
    const measured = measure(() => results.shift() ?? Promise.resolve());
    await measured("new_clicks", "1\n2\n", { ...insert, columns: ["id"] });
    await expect(measured("new_clicks", "3\n", { ...insert, columns: ["id"] })).rejects.toThrow("away");
    await measured("new_clicks", "4\n", { ...insert, columns: ["id"] });
  });

  expect(lines).toContain("shunt_clickhouse_rows_total 3");
  expect(lines).toContain('shunt_clickhouse_insert_duration_seconds_count{outcome="written"} 2');
  expect(lines).toContain('shunt_clickhouse_insert_duration_seconds_count{outcome="failed"} 1');
});
