import { type ClickHouse, createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOperator } from "../harness/run-operator.ts";

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

/** No server listens there. */
const noDatabase = "postgres://shunt@127.0.0.1:1/shunt";

/** Returns the finding about ClickHouse. */
async function examine(clickHouseUrl: string) {
  const { output } = await runOperator({ DATABASE_URL: noDatabase, CLICKHOUSE_URL: clickHouseUrl }, "doctor", "--json");
  const { checks } = JSON.parse(output) as {
    checks: { name: string; status: string; detail: string; advice?: string }[];
  };
  return checks.find(({ name }) => name === "clickhouse");
}

const changed = (change: object) => Object.assign(new URL(url), change).href;

testOnEngine(`shunt doctor distinguishes a wrong password, a missing database and missing tables${where}`, async () => {
  const well = await examine(url);
  const wrongPassword = await examine(changed({ password: "wrong" }));
  const noDatabase = await examine(changed({ pathname: "/elsewhere" }));
  await clickHouse.run("DROP TABLE daily_visitors");
  const noTable = await examine(url);

  expect(well).toMatchObject({ status: "ok" });
  expect(wrongPassword).toMatchObject({
    status: "error",
    detail: expect.stringContaining("refuses the user"),
    advice: expect.stringContaining("user and password"),
  });
  expect(wrongPassword?.detail).not.toContain("wrong");
  expect(noDatabase).toMatchObject({
    status: "error",
    detail: expect.stringContaining("elsewhere"),
    advice: expect.stringContaining("shunt migrate"),
  });
  expect(noTable).toMatchObject({
    status: "error",
    detail: "tables are missing in ClickHouse: daily_visitors",
    advice: expect.stringContaining("backup"),
  });
});

testOnEngine(`shunt doctor names an engine that does not run${where}`, async () => {
  expect(await examine("http://127.0.0.1:1/shunt")).toMatchObject({
    status: "error",
    detail: expect.stringContaining("ECONNREFUSED"),
    advice: expect.stringContaining("start it"),
  });
});
