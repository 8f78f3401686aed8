import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let admin: { token: string; id: string };
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  admin = await api.signUp();
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", admin.id).execute();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const path = "/api/v1/ops/overview";
const read = async (token = admin.token) => (await api.call("GET", path, { token })).body;

async function keyWith(...scopes: string[]): Promise<string> {
  const body = { name: "CI", scopes };
  return (await api.call("POST", "/api/v1/api-keys", { token: admin.token, body })).body.key;
}

/** Reads the stream until the event has been sent `count` times. Returns the data of those events. */
async function listen(headers: Record<string, string>, event: string, count = 1): Promise<unknown[]> {
  const leaving = new AbortController();
  const answer = await fetch(`${api.url}${path}/live`, { headers, signal: leaving.signal });
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  const received: unknown[] = [];
  let text = "";
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk).toString();
    const events = [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].filter(([, name]) => name === event);
    if (events.length < count) continue;
    received.push(...events.map(([, , data]) => JSON.parse(data ?? "")));
    break;
  }
  leaving.abort();
  return received;
}

test("GET /ops/overview shows an administrator the state of all parts", async () => {
  await api.call("POST", "/api/v1/urls", { token: admin.token, body: { original_url: "https://example.com/" } });

  const overview = await waitFor(
    async () => {
      const body = await read();
      return body.instances.length > 0 && body;
    },
    { what: "the service to be listed" },
  );

  expect(overview).toMatchObject({
    queue: { waiting: 0, active: 0, delayed: 0, failed: 0, oldest_age_seconds: 0, clicks: 0 },
    ingest: { lag_seconds: 0, clicks_per_minute: 0 },
    dead_letters: { batches: 0, clicks: 0 },
    webhooks: { pending: 0, oldest_due_seconds: 0, failing: 0, disabled: 0 },
    totals: { links: 1, users: 1 },
    dependencies: { database: "ok", cache: "ok", queue: "ok" },
    services: { redirect: "down", management: "ok", worker: "down" },
    instances: [
      { service: "management", pid: process.pid, is_ready: true, checks: { database: "ok" }, spool_bytes: null },
    ],
  });
  expect(overview.lost_instances).toEqual([]);
  expect(overview.issues.map(({ id }: { id: string }) => id)).toEqual(["redirect-down", "worker-down"]);
  expect(overview.instances[0].rss_bytes).toBeGreaterThan(10_000_000);
});

test("GET /ops/overview refuses requests without a token, other users, and keys without the scope admin", async () => {
  const bob = await api.signUp();
  const answers = [];
  for (const suffix of ["", "/live"]) {
    answers.push(
      await api.call("GET", path + suffix),
      await api.call("GET", path + suffix, { token: bob.token }),
      await api.call("GET", path + suffix, { token: await keyWith("read", "analytics") }),
    );
  }

  const codes = answers.map(({ status, body }) => [status, body.code]);
  const refused = [
    [401, "not-authenticated"],
    [403, "admin-only"],
    [403, "missing-scope"],
  ];
  expect(codes).toEqual([...refused, ...refused]);
});

test("GET /ops/overview accepts a key with the scope admin", async () => {
  const key = await keyWith("admin");

  expect((await api.call("GET", path, { token: key })).status).toBe(200);
  const received = await listen({ authorization: `Bearer ${key}` }, "overview", 2);
  expect(received).toMatchObject([{ dependencies: { database: "ok" } }, { dependencies: { database: "ok" } }]);
});

test("the stream begins with the history", async () => {
  const readHistory = async () => {
    const [history] = await listen({ authorization: `Bearer ${admin.token}` }, "history");
    return history as { queue_depth: number | null }[];
  };

  const history = await waitFor(
    async () => {
      const points = await readHistory();
      return points.some(point => point.queue_depth !== null) && points;
    },
    { what: "a point with values" },
  );

  expect(history).toContainEqual({
    at: expect.any(String),
    queue_depth: 0,
    queue_clicks: 0,
    oldest_age_seconds: 0,
    lag_seconds: 0,
    clicks_per_minute: expect.any(Number),
  });
});

test("the stream ends when its API key is deleted", async () => {
  const key = await keyWith("admin");
  const answer = await fetch(`${api.url}${path}/live`, { headers: { authorization: `Bearer ${key}` } });

  const { body: keys } = await api.call("GET", "/api/v1/api-keys", { token: admin.token });
  for (const { id } of keys.items) await api.call("DELETE", `/api/v1/api-keys/${id}`, { token: admin.token });

  expect(await answer.text()).toContain("event: history");
});

test("streams per account are limited", async () => {
  const leaving = new AbortController();
  const open = () =>
    fetch(`${api.url}${path}/live`, { headers: { authorization: `Bearer ${admin.token}` }, signal: leaving.signal });

  const answers = await Promise.all(Array.from({ length: 12 }, open));
  leaving.abort();

  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(200), 429, 429]);
});

test("the overview counts dead clicks, pending deliveries and changes, and clicks of the last minute", async () => {
  const before = await read();
  await sql`insert into ingested_batches (name, clicks) values ('a', 40), ('b', 2)`.execute(db);
  await sql`insert into ingested_batches (name, clicks, ingested_at) values ('c', 500, now() - interval '61 seconds')`.execute(
    db,
  );
  await sql`insert into dead_clicks (id, batch, reason, click) values (gen_random_uuid(), 'a', 'refused', '{}')`.execute(
    db,
  );
  await sql`insert into cache_outbox (domain_id, code, version, created_at) values (1, 'x', 1, now() - interval '1 minute')`.execute(
    db,
  );
  const hook = { url: "https://example.com/hook", events: ["link.created"] };
  const { body: webhook } = await api.call("POST", "/api/v1/webhooks", { token: admin.token, body: hook });
  await api.call("POST", "/api/v1/urls", { token: admin.token, body: { original_url: "https://example.com/" } });
  await sql`update webhook_deliveries set next_attempt_at = now() - interval '5 minutes'`.execute(db);
  await sql`update webhooks set failing_since = now()`.execute(db);

  const now = await read();

  expect(webhook.id).toEqual(expect.any(String));
  expect(now.ingest.clicks_per_minute - before.ingest.clicks_per_minute).toBe(42);
  expect(now.dead_letters).toEqual({ batches: 0, clicks: 1 });
  expect(now.webhooks).toMatchObject({ pending: 1, failing: 1, disabled: 0 });
  expect(now.issues.map(({ id }: { id: string }) => id)).toContain("webhooks-fail");
  expect(now.webhooks.oldest_due_seconds).toBeGreaterThanOrEqual(300);
  expect(now.outbox.oldest_age_seconds).toBeGreaterThanOrEqual(60);
  expect(now.totals.links).toBe(before.totals.links + 1);
});

test("the overview shows the other values while Redis hangs, and null for its own", async () => {
  const broken = await startTestApi({ DATABASE_URL: api.databaseUrl });
  onTestFinished(() => broken.stop());
  broken.redis.pause();

  // A reading that began before the pause may still be shared.
  const body = await waitFor(
    async () => {
      const now = await broken.call("GET", path, { token: admin.token });
      return now.body.queue === null ? now.body : undefined;
    },
    { what: "a reading without Redis" },
  );
  broken.redis.resume();

  expect(body).toMatchObject({
    queue: null,
    instances: null,
    dependencies: { database: "ok", cache: "error", queue: "error" },
    services: { redirect: "unknown", management: "unknown", worker: "unknown" },
    ingest: { lag_seconds: null, clicks_per_minute: expect.any(Number) },
    dead_letters: { batches: null, clicks: expect.any(Number) },
  });
});

test("the service starts without Redis, reports it in the overview, and stops", async () => {
  const nowhere = "redis://127.0.0.1:1";
  const alone = await startTestApi({ DATABASE_URL: api.databaseUrl, REDIS_URL: nowhere });

  const { body } = await alone.call("GET", path, { token: admin.token });
  await alone.stop();

  expect(body.dependencies).toEqual({ database: "ok", cache: "error", queue: "error" });
});

test("the stream continues while the database is down, and reports it", async () => {
  const DATABASE_URL = api.databaseUrl;
  const broken = await startTestApi({ DATABASE_URL });
  onTestFinished(() => broken.stop());
  const headers = { authorization: `Bearer ${admin.token}` };
  const leaving = new AbortController();
  const answer = await fetch(`${broken.url}${path}/live`, { headers, signal: leaving.signal });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const waitForText = async (what: string) => {
    while (!text.includes(what)) {
      const chunk = await reader?.read();
      if (chunk?.done !== false) throw new Error(`the stream ended: ${text}`);
      text += chunk.value;
    }
  };
  await waitForText('"database":"ok"');
  await sql`alter table users rename to users_away`.execute(db);
  onTestFinished(async () => {
    await sql`alter table if exists users_away rename to users`.execute(db);
  });

  await waitForText('"database":"error"');
  await sql`alter table users_away rename to users`.execute(db);
  text = "";
  await waitForText('"database":"ok"');
  leaving.abort();
});
