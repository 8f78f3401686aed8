import { afterAll, beforeAll, expect, test } from "vitest";
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

  for (const path of ["series?interval=day", "breakdown?dimension=browser", `${short_code}/summary`, "events"])
    expect((await api.call("GET", `/api/v1/analytics/${path}`, { token })).body).toMatchObject({
      status: 503,
      code: "unavailable",
    });
  expect((await api.call("GET", "/api/v1/urls", { token })).body.items).toHaveLength(1);
});
