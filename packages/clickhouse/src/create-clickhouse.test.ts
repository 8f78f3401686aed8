import { inspect } from "node:util";
import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, expect, test } from "vitest";
import { ClickHouseFailure, isClickHouseUnavailable } from "./clickhouse-failure.ts";
import { createClickHouse } from "./create-clickhouse.ts";
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
  const err = await failure(clickHouse.query("SELECT )"));

  expect(err).toMatchObject({ fault: "refused", type: "SYNTAX_ERROR" });
  expect(isClickHouseUnavailable(err)).toBe(false);
});

testOnEngine(`an aborted query is no failure of ClickHouse${where}`, async () => {
  const abort = new AbortController();
  const aborted = failure(clickHouse.query("SELECT sleep(1)", {}, { signal: abort.signal }));
  abort.abort();

  const err = await aborted;

  expect(err).toBeInstanceOf(Error);
  expect(err).not.toBeInstanceOf(ClickHouseFailure);
});

const unmigrated = { columns: ["id"] as [string], token: "1" };

testOnEngine.each([
  ["query", () => clickHouse.query("SELECT 1 FROM nowhere")],
  ["query of a column", () => clickHouse.query("SELECT nothing FROM system.one")],
  ["run", () => clickHouse.run("TRUNCATE TABLE nowhere")],
  ["insert", () => clickHouse.insert("nowhere", "1\n", unmigrated)],
  ["stream", () => clickHouse.stream("SELECT 1 FROM nowhere")[Symbol.asyncIterator]().next()],
])(`a missing table is an outage that names what is missing: %s${where}`, async (_name, use) => {
  const err = await failure(use());

  expect(err).toMatchObject({
    fault: "schema",
    message: expect.stringMatching(/is missing in ClickHouse: .*no(where|thing)/),
  });
  expect(isClickHouseUnavailable(err)).toBe(true);
});

testOnEngine(`a missing database is an outage${where}`, async () => {
  const elsewhere = createClickHouse({ url: new URL("/elsewhere", url).href, applicationName: "test" });

  const err = await failure(elsewhere.query("SELECT 1"));

  expect(err).toMatchObject({ fault: "schema", type: "UNKNOWN_DATABASE" });
  expect(isClickHouseUnavailable(err)).toBe(true);
  await elsewhere.close();
});

const secret = "c0ffee00c0ffee00";

testOnEngine.each([
  ["a number", "n", `1\t${secret}\n2x\t${secret}\n`],
  ["too few values", "n", `1\t${secret}\n2\n3\t${secret}\n`],
  ["too many values", "text", `1\t${secret}\t2\n`],
])(
  `an insert that cannot be read names table, column and insert, and shows no row: %s${where}`,
  async (_name, column, rows) => {
    await clickHouse.run("CREATE TABLE IF NOT EXISTS numbers (n UInt8, text String) ENGINE = MergeTree ORDER BY n");

    const err = await failure(clickHouse.insert("numbers", rows, { columns: ["n", "text"], token: "part/1" }));

    expect(err).toMatchObject({ fault: "refused" });
    expect(inspect(err, { depth: 9 })).toMatch(new RegExp(`insert part/1 into numbers, column ${column}: error 27`));
    expect(inspect(err, { depth: 9 })).not.toContain(secret.slice(0, 6));
  },
);

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
