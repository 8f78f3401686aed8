import { createDb } from "@shunt/db";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  // No server listens there.
  api = await startTestApi({ CLICKHOUSE_URL: "http://127.0.0.1:1/shunt" });
});
afterAll(() => api.stop());

test("while ClickHouse is down, questions about clicks get 503, and links work", async () => {
  const { token } = await api.signUp();
  const made = await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" }, token });
  const { short_code } = made.body;

  for (const path of [
    "series?interval=day",
    "breakdown?dimension=browser",
    `${short_code}/summary`,
    "events",
    "export",
  ])
    expect((await api.call("GET", `/api/v1/analytics/${path}`, { token })).body).toMatchObject({
      status: 503,
      code: "unavailable",
    });
  expect((await api.call("GET", "/api/v1/urls", { token })).body.items).toHaveLength(1);
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
