import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let ann: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  ann = await api.signUp();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const link = { original_url: "https://example.com/" };
const make = (key: string, body: object = link, token: string = ann.token) =>
  api.call("POST", urls, { body, token, headers: { "idempotency-key": key } });
const aKey = () => crypto.randomUUID();
const countLinks = async () => (await api.call("GET", urls, { token: ann.token })).body.total;

test("a repeated Idempotency-Key replays the response and creates nothing", async () => {
  const [key, before] = [aKey(), await countLinks()];

  const first = await make(key);
  const again = await make(key);

  expect(first.status).toBe(201);
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
  expect([first, again].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
  expect(await countLinks()).toBe(before + 1);
});

test("of fifty concurrent requests with one key, one creates a link and the others get its response or 409", async () => {
  const [key, before] = [aKey(), await countLinks()];

  const answers = await Promise.all(Array.from({ length: 50 }, () => make(key)));

  const made = answers.filter(({ status }) => status === 201);
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
  for (const { status, body, headers } of answers.filter(answer => answer.status !== 201)) {
    expect([status, body.code, headers.get("retry-after")]).toEqual([409, "request-in-progress", "1"]);
  }
  expect(await countLinks()).toBe(before + 1);
  expect((await make(key)).body.id).toBe(made[0]?.body.id);
});

test("the same key with another body or path gets idempotency-key-reused", async () => {
  const key = aKey();
  await make(key);

  const other = await make(key, { ...link, title: "Another" });
  const otherPath = await api.call("POST", "/api/v1/api-keys", {
    body: { name: "CI", scopes: ["read"] },
    token: ann.token,
    headers: { "idempotency-key": key },
  });

  expect(other).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  expect(otherPath.body.code).toBe("idempotency-key-reused");
});

test("the same key of another account is a different key", async () => {
  const [key, bob] = [aKey(), await api.signUp()];

  const [ofAnn, ofBob] = [await make(key), await make(key, link, bob.token)];

  expect(ofBob.status).toBe(201);
  expect(ofBob.body.id).not.toBe(ofAnn.body.id);
});

test("a conflict is replayed, a validation error is not", async () => {
  const [taken, malformed, alias] = [aKey(), aKey(), `alias-${Date.now()}`];
  const { body: first } = await make(aKey(), { ...link, custom_alias: alias });

  expect((await make(taken, { ...link, custom_alias: alias })).body.code).toBe("alias-taken");
  await api.call("DELETE", `${urls}/${first.id}`, { token: ann.token });
  const again = await make(taken, { ...link, custom_alias: alias });
  expect(again.body.code).toBe("alias-taken");
  expect(again.headers.get("idempotency-replayed")).toBe("true");

  expect((await make(malformed, { original_url: "no" })).status).toBe(422);
  expect((await make(malformed)).status).toBe(201);
});

test("a request without a stored response can be sent again once its process must have died", async () => {
  const key = aKey();
  const { body: lost } = await make(key);
  await sql`update idempotent_answers set answer = null where created_at = (select max(created_at) from idempotent_answers)`.execute(
    db,
  );

  expect((await make(key)).body.code).toBe("request-in-progress");
  await sql`update idempotent_answers set abandoned_at = now() where answer is null`.execute(db);
  const again = await make(key);

  expect(again.status).toBe(201);
  expect(again.body.id).not.toBe(lost.id);
});

test("a key can be used for another request after 24 hours", async () => {
  const key = aKey();
  const { body: first } = await make(key);
  await sql`update idempotent_answers set created_at = now() - interval '25 hours'`.execute(db);

  const later = await make(key, { ...link, title: "Another" });

  expect(later.status).toBe(201);
  expect(later.body.id).not.toBe(first.id);
});

test("a 500 is not stored, so a retry succeeds", async () => {
  const key = aKey();
  await sql`alter table links rename to links_away`.execute(db);
  const failed = await make(key);
  await sql`alter table links_away rename to links`.execute(db);

  expect(failed.status).toBe(500);
  expect((await make(key)).status).toBe(201);
});

test("stored responses are encrypted in the database", async () => {
  const account = await api.signUp();
  const login = () =>
    api.call("POST", "/api/v1/auth/login", {
      body: { email: account.email, password: account.password },
      headers: { "idempotency-key": "a key that has spaces".replaceAll(" ", "-") },
    });

  const [first, again] = [await login(), await login()];

  expect(again.body).toEqual(first.body);
  const { rows } = await sql<{
    answer: Buffer;
  }>`select answer from idempotent_answers where answer is not null`.execute(db);
  expect(rows.length).toBeGreaterThan(0);
  for (const { answer } of rows) expect(answer.toString("latin1")).not.toMatch(/token|https/);
});

test("a copy of the database does not reveal whether a request had a certain password", async () => {
  const { email, password } = await api.signUp();
  const key = aKey();
  await api.call("POST", "/api/v1/auth/login", { body: { email, password }, headers: { "idempotency-key": key } });

  const guess = `POST /api/v1/auth/login\n${JSON.stringify({ email, password })}`;
  const { rows } = await sql`
    select from idempotent_answers where sha256(${guess}::bytea) in (fingerprint, key_hash, subject_hash)`.execute(db);
  expect(rows).toEqual([]);
});

test("a repeat after an upgrade replays the response of an earlier release", async () => {
  const key = aKey();
  const first = await make(key);
  const content = `POST ${urls}\n${JSON.stringify(link)}`;
  await sql`
    update idempotent_answers set fingerprint = sha256(${content}::bytea)
    where created_at = (select max(created_at) from idempotent_answers)`.execute(db);

  expect(await make(key)).toMatchObject({ status: 201, body: first.body });
});

test.each(["", " ", "ü", "x".repeat(256)])("the Idempotency-Key %j is rejected or absent", async key => {
  const answer = await api
    .call("POST", urls, { body: link, token: ann.token, headers: { "idempotency-key": key } })
    .catch((err: Error) => ({ status: err.message }));

  // Clients drop an empty header value.
  expect([400, 201]).toContain(answer.status);
  if (key.trim() !== "") expect(answer.status).toBe(400);
});
