import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, expect, test } from "vitest";
import { createClickHouse } from "./create-clickhouse.ts";
import { isClickHouseUnavailable } from "./is-unavailable.ts";
import { createClickHouseWatch } from "./watch-clickhouse.ts";

const engine = await findTestClickHouse({ breaks: true });
const where = engine ? "" : " (needs the engine of ClickHouse)";
const testOnEngine = test.skipIf(engine === undefined);

const url = new URL("/default", engine?.newDatabase() ?? "http://127.0.0.1:1").href;
const clickHouse = createClickHouse({ url, applicationName: "test", timeoutMs: 2_000 });
const watch = createClickHouseWatch({ url, applicationName: "test" });
afterAll(async () => {
  await watch.close();
  await clickHouse.close();
  await engine?.stop();
});

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    err => err,
  );

testOnEngine.each([
  ["String", "a'b\"c\\d\te\nf ü 😀"],
  ["Array(String)", ["a'b", "c\\d", "e\tf\ng", ""]],
  ["UInt64", 9_007_199_254_740_991],
  ["Array(UUID)", Array.from({ length: 3_000 }, () => crypto.randomUUID())],
])(`query passes a parameter of type %s and returns it${where}`, async (type, value) => {
  expect(await clickHouse.query(`SELECT {value:${type}} AS value`, { value })).toEqual([{ value }]);
});

testOnEngine(`concurrent queries see their own parameters and settings${where}`, async () => {
  const numbers = Array.from({ length: 40 }, (_, i) => i);

  const found = await Promise.all(numbers.map(n => clickHouse.query<{ n: number }>("SELECT {n:UInt32} AS n", { n })));

  expect(found.map(([row]) => row?.n)).toEqual(numbers);
});

testOnEngine(`stream yields all rows${where}`, async () => {
  let count = 0;

  for await (const rows of clickHouse.stream("SELECT number FROM numbers(100000)")) count += rows.length;

  expect(count).toBe(100_000);
});

testOnEngine(
  `a watch finds parts, their limit and the disk, without waiting for other statements${where}`,
  async () => {
    await clickHouse.run("CREATE TABLE parts (n UInt8) ENGINE = MergeTree PARTITION BY n ORDER BY n");
    await clickHouse.run("SYSTEM STOP MERGES parts");
    for (const n of [1, 2, 2]) await clickHouse.run(`INSERT INTO parts SELECT ${n}`);

    expect(await watch.countParts()).toEqual({ parts: 2 });
    expect(await watch.findPartsLimit()).toBeGreaterThan(2);
    const disk = await watch.findDisk();
    expect(disk?.total).toBeGreaterThan(disk?.free ?? 0);
  },
);

testOnEngine(`a refused statement is no outage${where}`, async () => {
  const err = await failure(clickHouse.query("SELECT nothing FROM nowhere"));

  expect(err).toMatchObject({ type: "UNKNOWN_TABLE" });
  expect(isClickHouseUnavailable(err)).toBe(false);
});

testOnEngine(`a frozen and a killed engine are outages, after which queries work again${where}`, async () => {
  engine?.pause();
  const [frozen, unseen] = await Promise.all([failure(clickHouse.query("SELECT 1")), failure(watch.assertAnswers())]);
  engine?.resume();
  await engine?.kill();
  const killed = await failure(clickHouse.query("SELECT 1"));
  await engine?.start();

  expect([frozen, unseen, killed].map(isClickHouseUnavailable)).toEqual([true, true, true]);
  await watch.assertAnswers();
  expect(await clickHouse.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
});
