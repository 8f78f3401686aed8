import { createDb } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordBackup } from "./audit/index.ts";
import { startTestApi, type TestApi } from "./testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ RATE_LIMIT_ANONYMOUS_CREATE: "1", RATE_LIMIT_LOGIN: "100" });
});
afterAll(() => api.stop());

const read = async () => (await fetch(`${api.opsUrl}/metrics`)).text();

/** The value of the only line with this prefix, or 0. */
async function readValue(name: string, labels = ""): Promise<number> {
  const line = (await read()).split("\n").find(each => each.startsWith(`${name}{${labels}`));
  return Number(line?.split(" ").at(-1) ?? 0);
}

const create = (headers = {}) =>
  api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" }, headers });

test("shunt_http_requests_total counts requests by operation and status class", async () => {
  const ann = await api.signUp();
  await api.call("GET", "/api/v1/auth/me", { token: ann.token });
  await api.call("GET", "/api/v1/auth/me");
  await api.call("GET", "/api/v1/health");
  await api.call("GET", "/wp-login.php");
  await api.call("GET", `/api/v1/urls/${crypto.randomUUID()}`);

  const requests = (operation: string, statusClass: string) =>
    readValue("shunt_http_requests_total", `operation="${operation}",status_class="${statusClass}"`);
  await waitFor(async () => (await requests("getLink", "4xx")) === 1, { what: "the last request to be counted" });
  expect(await requests("getMe", "2xx")).toBe(1);
  expect(await requests("getMe", "4xx")).toBe(1);
  expect(await requests("getHealth", "2xx")).toBe(1);
  expect(await requests("other", "4xx")).toBe(1);
  expect(await readValue("shunt_http_request_duration_seconds_count", 'operation="getMe"')).toBe(2);
  expect(await read()).not.toContain("wp-login");
});

test("shunt_rate_limit_refusals_total counts refusals per limit", async () => {
  await create();
  await create();

  expect(await readValue("shunt_rate_limit_refusals_total", 'limit="anonymous-create"')).toBe(1);
});

test("shunt_idempotent_replays_total counts replayed responses", async () => {
  const { token } = await api.signUp();
  const headers = { "idempotency-key": crypto.randomUUID(), authorization: `Bearer ${token}` };
  await create(headers);
  await create(headers);

  expect(await readValue("shunt_idempotent_replays_total")).toBe(1);
});

test("shunt_postgres_pool shows connections and waiting queries", async () => {
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const { token } = await api.signUp();
  const requestLink = () => api.call("GET", `/api/v1/urls/${crypto.randomUUID()}`, { token });
  const waiting: Promise<unknown>[] = [];

  await db.transaction().execute(async tx => {
    await sql`lock table links in access exclusive mode`.execute(tx);
    while (waiting.length < 30) waiting.push(requestLink());
    const isExhausted = async () => {
      const text = await read();
      const of = (state: string) =>
        Number(new RegExp(`^shunt_postgres_pool\\{state="${state}".* (\\d+)$`, "m").exec(text)?.[1]);
      return of("total") === 20 && of("idle") === 0 && of("waiting") > 0;
    };
    await waitFor(isExhausted, { timeoutMs: 9_000, what: "queries to wait for a connection" });
  });
  await Promise.all(waiting);
  await db.destroy();

  expect(await readValue("shunt_postgres_pool", 'state="waiting"')).toBe(0);
  expect(await readValue("shunt_postgres_pool_max")).toBe(20);
});

test("shunt_rate_limit_fallback is 1 while Redis does not count requests", async () => {
  const isAlone = () => readValue("shunt_rate_limit_fallback");
  const login = () => api.call("POST", "/api/v1/auth/login", { body: { email: "a@example.com", password: "x" } });
  await login();
  expect(await isAlone()).toBe(0);

  api.redis.pause();
  await login();
  expect(await isAlone()).toBe(1);

  api.redis.resume();
  await login();
  expect(await isAlone()).toBe(0);
});

test("shunt_cache_outbox_rows and _age_seconds measure changes that have not reached the caches", async () => {
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await sql`delete from cache_outbox`.execute(db);
  await sql`
    insert into cache_outbox (domain_id, code, version, created_at)
    values (1, 'x', 1, now() - interval '1 hour'), (1, 'y', 2, now())`.execute(db);
  await db.destroy();

  expect(await readValue("shunt_cache_outbox_rows")).toBe(2);
  expect(await readValue("shunt_cache_outbox_age_seconds")).toBeGreaterThanOrEqual(3_600);
});

test("management publishes the depth of the queue and the memory of both Redis", async () => {
  const text = await read();
  for (const state of ["waiting", "active", "delayed", "failed"])
    expect(text).toMatch(new RegExp(`^shunt_click_queue_batches\\{state="${state}".*\\} 0$`, "m"));
  expect(text).toMatch(/^shunt_click_queue_age_seconds\{.*\} 0$/m);
  for (const store of ["cache", "queue"]) {
    const used = await readValue("shunt_redis_memory_used_bytes", `store="${store}"`);
    expect(used).toBeGreaterThan(0);
    expect(await readValue("shunt_redis_memory_limit_bytes", `store="${store}"`)).toBeGreaterThan(used);
  }
});

test("shunt_backup_age_seconds is absent without a backup and then counts from the last one", async () => {
  expect(await read()).not.toMatch(/^shunt_backup_age_seconds/m);
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await recordBackup(db, { hasClicks: true, bytes: 1 });
  await sql`update audit_log set created_at = now() - interval '3 days' where action = 'backup.created'`.execute(db);

  const age = await readValue("shunt_backup_age_seconds");
  await recordBackup(db, { hasClicks: true, bytes: 1 });
  await db.destroy();

  expect(age).toBeGreaterThanOrEqual(3 * 86_400);
  expect(await readValue("shunt_backup_age_seconds")).toBeLessThan(86_400);
});

test("shunt_open_reports counts the links that are reported, with the age of the oldest report", async () => {
  const { token } = await api.signUp();
  const report = async () => {
    const body = { original_url: "https://phish.example/" };
    const link = (await api.call("POST", "/api/v1/urls", { token, body })).body;
    await api.call("POST", "/api/v1/reports", { body: { url: link.short_code, category: "phishing" } });
  };
  expect(await readValue("shunt_open_reports")).toBe(0);
  expect(await readValue("shunt_open_report_age_seconds")).toBe(0);

  await Promise.all([report(), report()]);

  expect(await readValue("shunt_open_reports")).toBe(2);
  expect(await readValue("shunt_open_report_age_seconds")).toBeGreaterThan(0);
});
