import { createRedis, type Redis } from "@shunt/cache";
import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { countLockKeys, resealLockKeys } from "./lock-keys.ts";

/** Of the service. */
const secretKey = "5e".repeat(32);

let api: TestApi;
let db: Db;
let redis: Redis;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  ({ token } = await api.signUp());
});
afterAll(async () => {
  redis.disconnect();
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const original_url = "https://example.com/secret";
const password = "correct staple";
const call = (method: string, path: string, body?: unknown) => api.call(method, path, { token, body });

async function aLink(fields: object = { password }) {
  return (await call("POST", urls, { original_url, ...fields })).body;
}

async function readLock(id: string) {
  const { rows } = await sql<{ lock: string | null; hash: string | null; key: Buffer | null }>`
    select rules->>'lock' as lock, password_hash as hash, sealed_key as key
    from links left join link_locks on link_id = links.id where links.id = ${id}`.execute(db);
  return rows[0];
}

test.each<[string, () => Promise<string>]>([
  ["POST /urls", async () => (await aLink()).id],
  [
    "PUT /urls/by-external-id",
    async () => (await call("PUT", `${urls}/by-external-id/a`, { original_url, password })).body.id,
  ],
  [
    "PUT of an existing link",
    async () => {
      await call("PUT", `${urls}/by-external-id/b`, { original_url });
      return (await call("PUT", `${urls}/by-external-id/b`, { password })).body.id;
    },
  ],
  ["PATCH /urls/{id}", async () => (await call("PATCH", `${urls}/${(await aLink({})).id}`, { password })).body.id],
  [
    "POST /urls/bulk",
    async () => (await call("POST", `${urls}/bulk`, [{ original_url, password }])).body.results[0].id,
  ],
  [
    "PATCH /urls/bulk",
    async () => {
      const { id } = await aLink({});
      return (await call("PATCH", `${urls}/bulk`, [{ id, password }])).body.results[0].id;
    },
  ],
  [
    "an import",
    async () => {
      const headers = { "content-type": "text/csv" };
      const csv = `url,password\n${original_url},${password}`;
      return (await api.call("POST", `${urls}/import`, { token, body: csv, headers })).body.results[0].id;
    },
  ],
])("%s stores a password as an argon2id hash, apart from the link", async (_what, make) => {
  const id = await make();

  const stored = await readLock(id);
  expect(stored?.hash).toMatch(/^\$argon2id\$/);
  expect(stored?.lock).toMatch(/^[\w-]{43}$/);
  expect((await call("GET", `${urls}/${id}`)).body).toMatchObject({ has_password: true, original_url });
});

test("neither the password nor its hash leaves the table, in any response, event, cache or log of changes", async () => {
  const receiver = "https://hooks.example.com/";
  await call("POST", "/api/v1/webhooks", { url: receiver, events: ["link.created", "link.updated", "link.deleted"] });
  const { id, short_code } = await aLink({ title: "Locked", password });
  const { hash } = (await readLock(id)) ?? {};

  const answers = [
    await call("GET", `${urls}/${id}`),
    await call("PATCH", `${urls}/${id}`, { password, title: "Still locked" }),
    await call("GET", urls),
    await call("GET", `${urls}/export?format=json`),
    await call("GET", `${urls}/export?format=csv`),
    await call("DELETE", `${urls}/${(await aLink()).id}`),
  ];
  const { rows } = await sql<{ text: string }>`
    select webhook_events::text as text from webhook_events
    union all select audit_log::text from audit_log
    union all select links::text from links
    union all select link_search::text from link_search
    union all select former_targets::text from former_targets`.execute(db);
  const cached = await redis.get(`shunt:link:1:${short_code}`);

  const seen = [...answers.map(({ body }) => JSON.stringify(body)), ...rows.map(({ text }) => text), String(cached)];
  expect(
    seen.filter(text => text.includes(password) || text.includes("argon2") || text.includes(String(hash))),
  ).toEqual([]);
  expect(String(cached)).toContain('"lock"');
  expect(rows.some(({ text }) => text.includes("link.updated"))).toBe(true);
});

test("each new password brings a new key, also the same one", async () => {
  const { id } = await aLink();
  const before = await readLock(id);

  await call("PATCH", `${urls}/${id}`, { title: "Renamed" });
  expect(await readLock(id)).toEqual(before);
  await call("PATCH", `${urls}/${id}`, { password });
  const after = await readLock(id);

  expect(after?.lock).not.toBe(before?.lock);
  expect(after?.hash).not.toBe(before?.hash);
});

test("null removes the password, and deleting the link its lock", async () => {
  const { id } = await aLink();
  const { body } = await call("PATCH", `${urls}/${id}`, { password: null });

  expect(body.has_password).toBe(false);
  expect(await readLock(id)).toEqual({ lock: null, hash: null, key: null });
  const other = await aLink();
  await call("DELETE", `${urls}/${other.id}`);
  expect(await db.selectFrom("link_locks").selectAll().where("link_id", "=", other.id).execute()).toEqual([]);
});

test.each<[string, object, string]>([
  ["is empty", { password: "" }, "/password"],
  ["has 129 characters", { password: "x".repeat(129) }, "/password"],
  ["has a NUL", { password: "a\0b" }, "/password"],
  ["is a number", { password: 7 }, "/password"],
  ["comes with has_password", { has_password: true }, "/has_password"],
  ["comes with reuse", { password, reuse: true }, "/reuse"],
  ["comes with a permanent redirect", { password, redirect_status: 301 }, "/redirect_status"],
  ["comes with a caching time", { password, cache_seconds: 60 }, "/cache_seconds"],
])("POST /urls refuses a password that %s", async (_what, fields, pointer) => {
  const answer = await call("POST", urls, { original_url, ...fields });

  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].pointer).toBe(pointer);
});

test("a password of 128 characters is accepted", async () => {
  expect((await aLink({ password: "ü".repeat(128) })).has_password).toBe(true);
});

test("a password needs an account", async () => {
  expect(await api.call("POST", urls, { body: { original_url, password } })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: "/password" }] },
  });
});

test("a locked link is hidden from other accounts, also if it is public", async () => {
  const { id, short_code } = await aLink({ password, is_public: true });
  const stranger = await api.signUp();

  expect((await api.call("GET", `${urls}/${id}`)).status).toBe(404);
  expect((await api.call("GET", `${urls}/${short_code}`, { token: stranger.token })).status).toBe(404);
});

test("reuse returns no locked link", async () => {
  const target = "https://example.com/reused";
  const { id } = await aLink({ original_url: target, password });

  const { body } = await call("POST", urls, { original_url: target, reuse: true });

  expect(body.id).not.toBe(id);
  expect(body.has_password).toBe(false);
});

test("the redirect map leaves out locked links", async () => {
  const { short_code } = await aLink();

  const { body } = await call("GET", `${urls}/redirect-map?format=redirects`);

  expect(body).not.toContain(short_code);
});

test("a bulk request may set 500 passwords, and refuses those after them", async () => {
  const rows = Array.from({ length: 502 }, () => ({ original_url, password: "x" }));

  const { body } = await call("POST", `${urls}/bulk`, [...rows, { original_url }]);

  expect(body).toMatchObject({ succeeded: 501, failed: 2 });
  expect(body.results[500].problem.errors[0].pointer).toBe("/password");
  expect(body.results[502].status).toBe(201);
});

test("resealLockKeys re-encrypts the keys under the current SECRET_KEY, and countLockKeys finds those that none opens", async () => {
  await aLink();
  const newKey = "ab".repeat(32);
  const { sealed } = await countLockKeys(db, [secretKey]);

  expect(sealed).toBeGreaterThan(0);
  expect(await countLockKeys(db, [newKey])).toEqual({ sealed, unreadable: sealed });
  await resealLockKeys(db, [newKey, secretKey]);
  await resealLockKeys(db, [newKey, secretKey]);

  expect(await countLockKeys(db, [newKey])).toEqual({ sealed, unreadable: 0 });
  await resealLockKeys(db, [secretKey, newKey]);
});
