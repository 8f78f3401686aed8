import { createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { createDb } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { findTestClickHouse } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  // No server listens there.
  api = await startTestApi({ CLICKHOUSE_URL: "http://127.0.0.1:1/shunt" });
});
afterAll(() => api.stop());

/** A question for each reader of clicks; the summary is that of a new link. */
async function askEverything({ call, signUp }: TestApi) {
  const { token } = await signUp();
  const made = await call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" }, token });
  const { short_code } = made.body;
  const paths = ["series?interval=day", "breakdown?dimension=browser", `${short_code}/summary`, "events", "export"];
  const answers = await Promise.all(paths.map(path => call("GET", `/api/v1/analytics/${path}`, { token })));
  return answers.map(({ status, headers, body }) => ({ status, code: body.code, waits: headers.has("retry-after") }));
}

const unavailable = Array.from({ length: 5 }, () => ({ status: 503, code: "unavailable", waits: true }));

test("while ClickHouse is down, questions about clicks get 503, and links work", async () => {
  const { token } = await api.signUp();

  expect(await askEverything(api)).toEqual(unavailable);
  expect((await api.call("GET", "/api/v1/urls", { token })).status).toBe(200);
});

const engine = await findTestClickHouse();
afterAll(() => engine?.stop());
const url = engine?.newDatabase() ?? "";
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";

test.skipIf(engine === undefined).each([
  ["the password is wrong", { password: "wrong" }, "access"],
  ["the database is missing", { pathname: "/elsewhere" }, "schema"],
  ["a table is missing", {}, "schema"],
])(`while %s, questions about clicks get 503, and the log says what is wrong${where}`, async (_name, change, fault) => {
  await migrateClickHouse(url);
  const clickHouse = createClickHouse({ url, applicationName: "test" });
  for (const table of ["link_quarter_hourly", "click_events", "link_daily_dimension"])
    await clickHouse.run(`DROP TABLE IF EXISTS ${table}`);
  await clickHouse.close();
  const faults = new Set<string>();
  const keep = ({ err }: { err: { fault: string } }) => void faults.add(err.fault);
  const log = Object.assign(createLogger("test", "silent"), { error: keep });
  const broken = await startTestApi({ CLICKHOUSE_URL: Object.assign(new URL(url), change).href }, { log });
  onTestFinished(() => broken.stop());

  expect(await askEverything(broken)).toEqual(unavailable);
  expect([...faults]).toEqual([fault]);
});

test("while ClickHouse is down, the page Operations names it, its effect and what to do", async () => {
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  onTestFinished(() => db.destroy());
  const { token, id } = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", id).execute();

  const { dependencies, issues } = (await api.call("GET", "/api/v1/ops/overview", { token })).body;

  expect(dependencies).toMatchObject({ database: "ok", clickhouse: "error" });
  expect(issues).toContainEqual(expect.objectContaining({ id: "clickhouse-away", severity: "critical" }));
  expect(await (await fetch(`${api.opsUrl}/metrics`)).text()).toMatch(/^shunt_clickhouse_up\{.*\} 0$/m);
});
