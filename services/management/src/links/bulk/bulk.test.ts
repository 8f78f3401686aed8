import { createDb } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
let bob: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(() => api.stop());

const bulk = "/api/v1/urls/bulk";
const original_url = "https://example.com/";
const send = (method: string, path: string, body: unknown, token = ann.token) =>
  api.call(method, path, { body, token });
const read = async (id: string) => (await api.call("GET", `/api/v1/urls/${id}`, { token: ann.token })).body;

test("POST /urls/bulk answers each row in order with its link or a problem", async () => {
  const alias = `bulk-${Date.now()}`;
  const rows = [
    { original_url, title: "first", tags: ["spring", "ads"] },
    { original_url: "http://localhost/" },
    { original_url, custom_alias: alias },
    { original_url, custom_alias: alias },
    { original_url: "https://sho.rt/x" },
    "no object",
    { original_url, starts_at: "2030-01-02T00:00:00Z", expires_at: "2030-01-01T00:00:00Z" },
    { original_url, colour: "red" },
    { original_url, title: "last", tags: ["Spring"] },
  ];

  const { status, body } = await send("POST", bulk, rows);

  expect(status).toBe(200);
  expect(body).toMatchObject({ succeeded: 3, failed: 6 });
  expect(body.results.map((result: { index: number }) => result.index)).toEqual([...rows.keys()]);
  expect(body.results.map((result: { status: number }) => result.status)).toEqual([
    201, 422, 201, 409, 422, 422, 422, 422, 201,
  ]);
  expect(body.results[1].problem).toMatchObject({ code: "validation-failed", errors: [{ pointer: "/original_url" }] });
  expect(body.results[2]).toMatchObject({ short_code: alias, short_url: `https://sho.rt/${alias}` });
  expect(body.results[3].problem.code).toBe("alias-taken");
  expect(body.results[4].problem.code).toBe("target-refused");
  expect(body.results[7].problem.errors).toEqual([{ pointer: "/colour", detail: "is not a known field" }]);
  expect(await read(body.results[0].id)).toMatchObject({ title: "first", tags: ["ads", "spring"] });
  expect(await read(body.results[8].id)).toMatchObject({ title: "last", tags: ["spring"] });
});

test("POST /urls/bulk reads each line of NDJSON as a row, and fails only the lines that are not JSON", async () => {
  const lines = `${JSON.stringify({ original_url })}\n\n{"original_url":\n${JSON.stringify({ original_url })}\n`;

  const { body } = await api.call("POST", bulk, {
    body: lines,
    token: ann.token,
    headers: { "content-type": "application/x-ndjson" },
  });

  expect(body.results.map((result: { status: number }) => result.status)).toEqual([201, 422, 201]);
  expect(body.results[1].problem.detail).toMatch(/^This line is not valid JSON: /);
});

test("POST /urls/bulk creates 10,000 links with distinct codes", async () => {
  const { token } = await api.signUp();
  const rows = Array.from({ length: 10_000 }, (_, i) => ({ original_url: `https://example.com/${i}` }));

  const { status, body } = await send("POST", bulk, rows, token);

  expect(status).toBe(200);
  expect(body).toMatchObject({ succeeded: 10_000, failed: 0 });
  expect(new Set(body.results.map((result: { short_code: string }) => result.short_code)).size).toBe(10_000);
  expect((await api.call("GET", "/api/v1/urls", { token })).body.total).toBe(10_000);
});

test("concurrent bulk requests for the same aliases in different order create each alias once", async () => {
  const aliases = Array.from({ length: 300 }, (_, i) => `race-${Date.now()}-${i}`);
  const rows = aliases.map(custom_alias => ({ original_url, custom_alias }));

  const [ofAnn, ofBob] = await Promise.all([
    send("POST", bulk, rows),
    send("POST", bulk, rows.toReversed(), bob.token),
  ]);

  expect([ofAnn.status, ofBob.status]).toEqual([200, 200]);
  expect(ofAnn.body.succeeded + ofBob.body.succeeded).toBe(300);
});

test("PATCH /urls/bulk and POST /urls/bulk/delete affect only links of the caller", async () => {
  const { body: made } = await send("POST", bulk, [{ original_url }, { original_url }]);
  const { body: others } = await send("POST", bulk, [{ original_url }], bob.token);
  const [first, second] = made.results.map((result: { id: string }) => result.id);
  const foreignId = others.results[0].id;

  const changed = await send("PATCH", bulk, [
    { id: first, title: "Changed" },
    { id: foreignId, title: "Not allowed" },
    { id: second },
    { id: "no name", title: "x" },
    { id: crypto.randomUUID(), title: "x" },
  ]);
  const deleted = await send("POST", `${bulk}/delete`, [second, foreignId, second, 5]);

  expect(changed.body.results.map((result: { status: number }) => result.status)).toEqual([200, 404, 422, 422, 404]);
  expect(await read(first)).toMatchObject({ title: "Changed" });
  const statuses = deleted.body.results.map((result: { status: number }) => result.status);
  expect(statuses.filter((status: number) => status === 204)).toHaveLength(1);
  expect([statuses[1], statuses[3]]).toEqual([404, 422]);
  expect((await read(foreignId)).title).toBeNull();
});

test.each([
  ["an empty array", []],
  ["an object", { original_url }],
  ["more than 10,000 rows", Array.from({ length: 10_001 }, () => 1)],
])("POST /urls/bulk rejects %s", async (_name, rows) => {
  expect((await send("POST", bulk, rows)).status).toBe(422);
});

test("POST /urls/bulk answers 401 without a token before it reads the body", async () => {
  const answer = await api.call("POST", bulk, {
    body: "x".repeat(1_000_000),
    headers: { "content-type": "application/json" },
  });

  expect(answer).toMatchObject({ status: 401, body: { code: "not-authenticated" } });
});

test("POST /urls/bulk replays the answer for the same Idempotency-Key", async () => {
  const { token } = await api.signUp();
  const create = () =>
    api.call("POST", bulk, { body: [{ original_url }], token, headers: { "idempotency-key": "bulk-1" } });

  const [first, second] = [await create(), await create()];

  expect(second.body).toEqual(first.body);
  expect((await api.call("GET", "/api/v1/urls", { token })).body.total).toBe(1);
});

test("POST /urls/bulk stops after the current transaction when its client disconnects", async () => {
  const eve = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const leaving = new AbortController();
  const body = JSON.stringify(Array.from({ length: 1_500 }, () => ({ original_url })));
  const headers = { authorization: `Bearer ${eve.token}`, "content-type": "application/json" };
  const countLinks = async () => (await api.call("GET", "/api/v1/urls", { token: eve.token })).body.total;
  const hasLeft = async () =>
    (await (await fetch(`${api.opsUrl}/metrics`)).text()).includes('operation="createLinks",status_class="none"');

  await db.transaction().execute(async tx => {
    // Blocks the first transaction of the request until its client has disconnected.
    await sql`lock table links in share mode`.execute(tx);
    const sent = fetch(api.url + bulk, { method: "POST", headers, body, signal: leaving.signal });
    const isBlocked = async () => (await countLockWaits(tx)) > 0;
    await waitFor(isBlocked, { what: "the first rows to wait for the lock" });
    leaving.abort();
    await expect(sent).rejects.toThrow();
    await waitFor(hasLeft, { what: "management to notice that the client has disconnected" });
  });
  await waitFor(async () => (await countLinks()) > 0, { what: "the first rows" });
  // As long as the rest of the aborted request would take.
  await send("POST", bulk, JSON.parse(body));

  expect(await countLinks()).toBe(500);
  await db.destroy();
});
