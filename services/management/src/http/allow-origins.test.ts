import { afterAll, beforeAll, expect, test } from "vitest";
import { loadManagementConfig } from "../config.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ CORS_ORIGINS: "https://app.example, http://localhost:5173" });
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
const preflight = (of: TestApi, origin: string) =>
  of.call("OPTIONS", urls, {
    headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
  });

test.each(["https://app.example", "http://localhost:5173"])(
  "scripts of %s can use the API and read its headers",
  async origin => {
    const allowed = await preflight(api, origin);
    const answer = await api.call("GET", `${urls}/none`, { headers: { origin } });

    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(origin);
    expect(allowed.headers.get("access-control-allow-headers")).toContain("Authorization");
    expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    expect(answer.headers.get("access-control-expose-headers")).toContain("RateLimit");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("vary")).toContain("Origin");
  },
);

test.each(["https://evil.example", "https://app.example.evil.example", "http://app.example", "null"])(
  "scripts of %s get no CORS headers",
  async origin => {
    const allowed = await preflight(api, origin);

    expect(allowed.headers.get("access-control-allow-origin")).toBeNull();
  },
);

test("without CORS_ORIGINS no origin is allowed, and QR codes can be embedded anywhere", async () => {
  const closed = await startTestApi();
  const allowed = await preflight(closed, "https://app.example");
  const { body } = await closed.call("POST", urls, { body: { original_url: "https://example.com/" } });
  const picture = await fetch(`${closed.url}/api/v1/qr/${body.short_code}`);
  await closed.stop();

  expect(allowed.headers.get("access-control-allow-origin")).toBeNull();
  expect(picture.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
});

test.each(["GET", "POST", "PUT", "PATCH", "DELETE"])("a script of an allowed origin can send %s", async method => {
  const allowed = await preflight(api, "https://app.example");

  expect(allowed.headers.get("access-control-allow-methods")?.split(",")).toContain(method);
});

test.each(["https://app.example/path", "*"])("CORS_ORIGINS rejects %s", origins => {
  const env = {
    DATABASE_URL: "postgres://localhost/none",
    REDIS_URL: "redis://localhost",
    SECRET_KEY: "5e".repeat(32),
    CORS_ORIGINS: origins,
  };

  expect(() => loadManagementConfig(env)).toThrow("CORS_ORIGINS");
});
