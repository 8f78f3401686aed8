import { createDb } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const keys = "/api/v1/api-keys";
const urls = "/api/v1/urls";
const link = { original_url: "https://example.com/" };

async function aKey(token: string, given: object = {}): Promise<{ id: string; key: string }> {
  const { status, body } = await api.call("POST", keys, { body: { name: "CI", scopes: ["read"], ...given }, token });
  expect(status).toBe(201);
  return body;
}

test("POST /api-keys shows the key once; GET /api-keys lists it without the secret", async () => {
  const { token } = await api.signUp();
  const { body: created } = await api.call("POST", keys, {
    body: { name: "CI", scopes: ["write", "read", "read"] },
    token,
  });

  const { body: listed } = await api.call("GET", keys, { token });

  expect(created.key).toMatch(/^shunt_[\w-]{43}$/);
  expect(listed.items).toMatchObject([
    { id: created.id, name: "CI", scopes: ["write", "read"], prefix: created.key.slice(0, 12), last_used_at: null },
  ]);
  expect(JSON.stringify(listed)).not.toContain(created.key);
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const stored = JSON.stringify(await db.selectFrom("api_keys").selectAll().execute());
  await db.destroy();
  expect(stored).not.toContain(created.key);
});

test("an API key allows exactly what its scopes allow", async () => {
  const { token } = await api.signUp();
  const { body: own } = await api.call("POST", urls, { body: link, token });
  const [read, write, analytics] = await Promise.all(
    ["read", "write", "analytics"].map(async scope => (await aKey(token, { scopes: [scope] })).key),
  );
  const status = async (method: string, path: string, key: string | undefined, body?: object) =>
    (await api.call(method, path, { ...(key && { token: key }), ...(body && { body }) })).status;
  const summary = `/api/v1/analytics/${own.short_code}/summary`;

  expect([
    await status("GET", urls, read),
    await status("POST", urls, read, link),
    await status("GET", summary, read),
  ]).toEqual([200, 403, 403]);
  expect([
    await status("GET", urls, write),
    await status("POST", urls, write, link),
    await status("GET", summary, write),
  ]).toEqual([403, 201, 403]);
  expect([
    await status("GET", urls, analytics),
    await status("POST", urls, analytics, link),
    await status("GET", summary, analytics),
  ]).toEqual([403, 403, 200]);
  for (const path of [keys, "/api/v1/auth/sessions", "/api/v1/admin/users"])
    expect(await status("GET", path, read)).toBe(403);
  const password = { current_password: "correct horse battery", new_password: "another one entirely" };
  const change = await api.call("POST", "/api/v1/auth/password", { body: password, token: write as string });
  expect(change).toMatchObject({ status: 403, body: { code: "missing-scope" } });
});

test("GET /api-keys shows when a key was last used", async () => {
  const { token } = await api.signUp();
  const { key } = await aKey(token);

  await Promise.all([1, 2, 3].map(() => api.call("GET", urls, { token: key })));

  const { body } = await api.call("GET", keys, { token });
  expect(Date.parse(body.items[0].last_used_at)).toBeGreaterThan(Date.now() - 60_000);
});

test("expired and deleted keys, and keys of disabled accounts, are refused", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const [expired, deleted, disabled] = [await aKey(ann.token), await aKey(ann.token), await aKey(bob.token)];
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db
    .updateTable("api_keys")
    .set({ expires_at: new Date(0) })
    .where("id", "=", expired.id)
    .execute();
  await db.updateTable("users").set({ is_active: false }).where("id", "=", bob.id).execute();
  await db.destroy();
  expect((await api.call("DELETE", `${keys}/${deleted.id}`, { token: ann.token })).status).toBe(204);

  for (const { key } of [expired, deleted, disabled]) {
    expect((await api.call("GET", urls, { token: key })).body.code).toBe("invalid-token");
  }
  expect((await api.call("GET", urls, { token: `shunt_${"x".repeat(43)}` })).status).toBe(401);
});

test("another account's keys can be neither seen nor deleted", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const { id, key } = await aKey(ann.token);

  expect((await api.call("GET", keys, { token: bob.token })).body.items).toEqual([]);
  expect((await api.call("DELETE", `${keys}/${id}`, { token: bob.token })).body.code).toBe("api-key-not-found");
  expect((await api.call("GET", urls, { token: key })).status).toBe(200);
});

test.each([
  [{ scopes: [] }, "/scopes"],
  [{ scopes: ["root"] }, "/scopes/0"],
  [{ domains: [] }, "/domains"],
  [{ name: "" }, "/name"],
  [{ expires_at: "2020-01-01T00:00:00Z" }, "/expires_at"],
])("POST /api-keys refuses %j", async (given, pointer) => {
  const { token } = await api.signUp();

  const answer = await api.call("POST", keys, { body: { name: "CI", scopes: ["read"], ...given }, token });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
});

test("concurrent requests cannot create more than 50 API keys", async () => {
  const { token } = await api.signUp();

  const answers = await Promise.all(
    Array.from({ length: 60 }, () => api.call("POST", keys, { body: { name: "CI", scopes: ["read"] }, token })),
  );

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
  expect(answers.filter(({ body }) => body.code === "too-many-api-keys")).toHaveLength(10);
});

test("admin endpoints need both the scope admin and an administrator", async () => {
  const { token, id } = await api.signUp();
  const refused = await api.call("POST", keys, { body: { name: "CI", scopes: ["admin"] }, token });
  expect(refused).toMatchObject({ status: 403, body: { code: "admin-only" } });

  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db.updateTable("users").set({ role: "admin" }).where("id", "=", id).execute();
  const { key } = await aKey(token, { scopes: ["admin"] });
  const { key: other } = await aKey(token, { scopes: ["read", "write", "analytics"] });
  expect((await api.call("GET", "/api/v1/admin/users", { token: key })).status).toBe(200);
  expect((await api.call("GET", "/api/v1/admin/users", { token: other })).body.code).toBe("missing-scope");
  await db.updateTable("users").set({ role: "user" }).where("id", "=", id).execute();
  await db.destroy();

  expect((await api.call("GET", "/api/v1/admin/users", { token: key })).body.code).toBe("admin-only");
});

test("a domain-restricted key reaches only the links of its domains", async () => {
  const { token } = await api.signUp();
  await api.addDomain(token, "keys.example.com");
  const make = async (fields: object, by: string) =>
    (await api.call("POST", urls, { body: { ...link, ...fields }, token: by })).body;
  const onSharedDomain = await make({}, token);
  const { key } = await aKey(token, { scopes: ["read", "write", "analytics"], domains: ["keys.example.com"] });
  const call = async (method: string, path: string, body?: object) =>
    (await api.call(method, path, { token: key, ...(body && { body }) })).status;

  const own = await make({ domain: "keys.example.com" }, key);

  expect(own.short_url).toBe(`https://keys.example.com/${own.short_code}`);
  expect((await make({ domain: null }, key)).code).toBe("forbidden");
  expect((await make({}, key)).code).toBe("forbidden");
  expect((await api.call("GET", urls, { token: key })).body.items.map(({ id }: { id: string }) => id)).toEqual([
    own.id,
  ]);
  expect(await call("PATCH", `${urls}/${own.id}`, { title: "x" })).toBe(200);
  const exported = (await api.call("GET", `${urls}/export?format=ndjson`, { token: key })).body;
  expect(
    exported
      .trim()
      .split("\n")
      .map((line: string) => JSON.parse(line).id),
  ).toEqual([own.id]);
  for (const [method, path, body] of [
    ["PATCH", `${urls}/${onSharedDomain.id}`, { title: "x" }],
    ["DELETE", `${urls}/${onSharedDomain.id}`],
    ["POST", `${urls}/${onSharedDomain.id}/codes`, {}],
    ["GET", `${urls}/${onSharedDomain.id}/history`],
  ] as const)
    expect(await call(method, path, body), `${method} ${path}`).toBe(404);
  const analytics = "/api/v1/analytics";
  expect(await call("GET", `${analytics}/${onSharedDomain.short_code}/summary`)).toBe(404);
  expect(await call("GET", `${analytics}/series?link=${onSharedDomain.short_code}`)).toBe(404);
  expect(await call("GET", `${analytics}/${own.short_code}/summary?domain=keys.example.com`)).toBe(200);
  expect(await call("GET", "/api/v1/domains")).toBe(403);
  const { results } = (
    await api.call("PATCH", `${urls}/bulk`, { body: [{ id: onSharedDomain.id, title: "x" }], token: key })
  ).body;
  expect(results[0].status).toBe(404);
});

test("a key cannot be restricted to another account's domain", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  await api.addDomain(ann.token, "anns.example.com");

  const answer = await api.call("POST", keys, {
    body: { name: "CI", scopes: ["read"], domains: ["anns.example.com"] },
    token: bob.token,
  });

  expect(answer).toMatchObject({ status: 404, body: { code: "domain-not-found" } });
});
