import type { Series } from "@shunt/contracts/analytics";
import { operations } from "@shunt/contracts/operations";
import { findTestClickHouse } from "@shunt/testing/stores";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { offsetChanges } from "../../testing/both-stores/random-clicks.ts";
import { anyQuestion, others, own, questions } from "../../testing/both-stores/random-questions.ts";
import { type BothStores, type Query, startBothStores } from "../../testing/both-stores/start-both-stores.ts";

const engine = await findTestClickHouse();
const testBoth = test.skipIf(engine === undefined);
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";

const dayMs = 24 * 60 * 60_000;
const seed = Date.now() & 0xffff;
let both: BothStores;
beforeAll(async () => {
  if (engine) both = await startBothStores(engine, { seed });
});
afterAll(async () => {
  await both?.stop();
  await engine?.stop();
});

async function expectSame(path: string, query: Query, token?: string): Promise<unknown> {
  const [expected, found] = await both.ask(path, query, token);
  expect(found, `${path} ${JSON.stringify(query)} (clicks of seed ${seed})`).toEqual(expected);
  return found;
}

test("each question about clicks is compared", () => {
  expect(questions.map(([name]) => name).toSorted()).toEqual([...Object.keys(own), ...others].toSorted());
});

testBoth.each(Object.keys(own))(`%s answers alike on both stores${where}`, async name => {
  await fc.assert(
    fc.asyncProperty(anyQuestion(name, both.codes), ({ path, query }) => expectSame(path, query).then(() => {})),
    { numRuns: 20, endOnFailure: true },
  );
});

testBoth.each(offsetChanges)(
  `hours and days around $at in $timezone are alike on both stores${where}`,
  async change => {
    const day = (distance: number) => new Date(Date.parse(change.at) + distance * dayMs).toISOString().slice(0, 10);
    const query = { from: day(-1), to: day(1), timezone: change.timezone, include_bots: "true" };
    for (const interval of ["hour", "day", "week"]) {
      const series = (await expectSame(operations.getSeries.path, { ...query, interval })) as Series;
      expect(series.totals.clicks).toBeGreaterThan(0);
      await expectSame(operations.getSeries.path, { ...query, interval, source: "link" });
    }
    await expectSame(operations.getHeatMap.path, query);
  },
);

testBoth.each([
  ["1970-01-01", "1970-01-31"],
  ["2106-01-01", "2106-12-31"],
  ["9999-12-01", "9999-12-31"],
])(`a period from %s to %s is alike on both stores${where}`, async (from, to) => {
  for (const more of [{}, { browser: "Firefox" }]) {
    const query = { from, to, timezone: "Europe/Vienna", ...more };
    await expectSame(operations.getSeries.path, { ...query, interval: "day" });
    await expectSame(operations.getBreakdown.path, { ...query, dimension: "country" });
    await expectSame(operations.listClickEvents.path, query);
  }
});

testBoth(`both stores count the clicks of the owner, and none of others or of deleted links${where}`, async () => {
  const query = { days: "300", include_bots: "true" };
  const { items } = (await expectSame("/api/v1/analytics/links", { ...query, size: "100" })) as {
    items: { link_id: string; clicks: number; unique_visitors: number }[];
  };
  expect(items.map(item => item.link_id).toSorted()).toEqual(both.ids.slice(1).toSorted());
  for (const { clicks, unique_visitors } of items) expect(Math.min(clicks, unique_visitors)).toBeGreaterThan(10);
});

testBoth(`both stores count the clicks of seven thousand links, by workspace and by tag${where}`, async () => {
  const query = { days: "300", include_bots: "true", timezone: "Europe/Vienna", interval: "month" };
  for (const scope of [{}, { tag: "many" }, { browser: "Firefox" }]) {
    const token = both.tokens.ownerOfMany;
    const { totals } = (await expectSame(operations.getSeries.path, { ...query, ...scope }, token)) as Series;
    expect(totals.clicks).toBeGreaterThan(500);
  }
});

testBoth(`getSummary answers alike on both stores${where}`, async () => {
  for (const code of both.codes)
    for (const days of ["1", "7", "90", "365"]) await expectSame(`/api/v1/analytics/${code}/summary`, { days });
});

testBoth(`getSparklines answers alike on both stores${where}`, async () => {
  const query = { link_id: both.ids, days: "90" };
  const [expected, found] = (await both.ask("/api/v1/analytics/sparklines", query)).map(answer => {
    const { items, ...period } = answer as { items: { link_id: string }[] };
    return { ...period, items: items.toSorted((a, b) => (a.link_id < b.link_id ? -1 : 1)) };
  });
  expect(found).toEqual(expected);
  expect(found?.items).toHaveLength(both.codes.length);
});

testBoth(`listOrphans answers alike on both stores${where}`, async () => {
  for (const days of ["1", "30", "90"])
    for (const count of ["3", "100"])
      await expectSame("/api/v1/analytics/orphans", { days, size: count }, both.tokens.administrator);
});
