import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

test("every path in /openapi.json is served", async () => {
  const { body: description } = await api.call("GET", "/openapi.json");

  for (const [path, methods] of Object.entries<Record<string, unknown>>(description.paths)) {
    for (const method of Object.keys(methods)) {
      const answer = await api.call(method.toUpperCase(), path.replaceAll(/\{.*?\}/g, "x"));
      expect(answer.body?.code, `${method} ${path}`).not.toBe("not-found");
    }
  }
});

test("GET /docs/ loads nothing from other hosts", async () => {
  const page = await api.call("GET", "/docs/");

  expect(page.status).toBe(200);
  expect(page.body).toContain("swagger-ui");
  expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
});
