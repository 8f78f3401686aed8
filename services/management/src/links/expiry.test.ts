import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  ({ token } = await api.signUp());
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const past = "2020-01-01T00:00:00.000Z";
const call = (method: string, path: string, body?: unknown) => api.call(method, path, { token, body });

async function anExpiredLink(): Promise<string> {
  const { body } = await call("POST", urls, { original_url });
  await db
    .updateTable("links")
    .set({ expires_at: new Date(past) })
    .where("id", "=", body.id)
    .execute();
  return body.id;
}

const refused = { status: 422, body: { errors: [{ pointer: "/expires_at", detail: "must lie in the future" }] } };

test.each([
  ["POST", urls, { original_url }],
  ["PUT", `${urls}/by-external-id/over`, { original_url }],
] as const)("%s %s rejects an expiry in the past", async (method, path, body) => {
  for (const expires_at of [past, "2020-01-01", new Date().toISOString()])
    expect(await call(method, path, { ...body, expires_at })).toMatchObject(refused);
  expect(await api.call("POST", urls, { body: { original_url, expires_at: past } })).toMatchObject(refused);
});

test("POST and PATCH /urls/bulk reject an expiry in the past", async () => {
  const { body: made } = await call("POST", `${urls}/bulk`, [{ original_url, expires_at: past }, { original_url }]);
  const { body: changed } = await call("PATCH", `${urls}/bulk`, [{ id: made.results[1].id, expires_at: past }]);

  expect(made.results[0].problem.errors).toEqual(refused.body.errors);
  expect(changed.results[0].problem.errors).toEqual(refused.body.errors);
});

test("PATCH /urls/{id} rejects an expiry in the past, and changes an expired link", async () => {
  const id = await anExpiredLink();
  const patch = (body: object) => call("PATCH", `${urls}/${id}`, body);

  expect(await patch({ expires_at: "2020-01-02" })).toMatchObject(refused);
  expect(await patch({ title: "Over" })).toMatchObject({ status: 200, body: { title: "Over", expires_at: past } });
  expect(await patch({ title: "Still", expires_at: past })).toMatchObject({ status: 200, body: { title: "Still" } });
  expect(await patch({ expires_at: null })).toMatchObject({ status: 200, body: { expires_at: null } });
});

test("upsertLink changes an expired link, and rejects a new expiry in the past", async () => {
  const { body: link } = await call("PUT", `${urls}/by-external-id/aging`, { original_url });
  await db
    .updateTable("links")
    .set({ expires_at: new Date(past) })
    .where("id", "=", link.id)
    .execute();
  const put = (body: object) => call("PUT", `${urls}/by-external-id/aging`, body);

  expect(await put({ title: "Over", expires_at: past })).toMatchObject({ status: 200, body: { title: "Over" } });
  expect(await put({ expires_at: "2020-01-02" })).toMatchObject(refused);
});

test("importLinks accepts expired links", async () => {
  const csv = `original_url,short_code,expires_at\n${original_url},long-over,${past}\n`;

  const { body } = await api.call("POST", `${urls}/import`, {
    body: csv,
    token,
    headers: { "content-type": "text/csv" },
  });

  expect(body).toMatchObject({ succeeded: 1, failed: 0 });
  expect((await call("GET", `${urls}/${body.results[0].id}`)).body.expires_at).toBe(past);
});

test("createLink stores an expiry in the last second of 9999", async () => {
  const { body } = await call("POST", urls, { original_url, expires_at: "9999-12-31T23:59:59Z" });

  expect((await call("GET", `${urls}/${body.id}`)).body.expires_at).toBe("9999-12-31T23:59:59.000Z");
});

test("createLink accepts a title of 500 characters and rejects one of 501", async () => {
  const title = "ä".repeat(500);
  const { body } = await call("POST", urls, { original_url, title });

  expect((await call("GET", `${urls}/${body.id}`)).body.title).toBe(title);
  expect((await call("POST", urls, { original_url, title: `${title}ä` })).body.errors).toEqual([
    { pointer: "/title", detail: "must have at most 500 characters" },
  ]);
});

test("createLink without an account rejects a private link", async () => {
  const make = (fields: object) => api.call("POST", urls, { body: { original_url, ...fields } });

  expect(await make({ is_public: false })).toMatchObject({
    status: 422,
    body: {
      errors: [
        { pointer: "/is_public", detail: "must be true without an account, because no one could read the link" },
      ],
    },
  });
  expect((await make({ is_public: true })).status).toBe(201);
  expect((await call("POST", urls, { original_url, is_public: false })).status).toBe(201);
});
