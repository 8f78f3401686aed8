import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const log = "/api/v1/request-log";
const urls = "/api/v1/urls";
async function anAccount() {
  const account = await api.signUp();
  const addKey = async (name: string, scopes: string[]) =>
    (await api.call("POST", "/api/v1/api-keys", { token: account.token, body: { name, scopes } })).body;
  const list = async (query = "") => (await api.call("GET", `${log}?${query}`, { token: account.token })).body;
  const listed = (count: number) =>
    waitFor(async () => ((await list("size=200")).items.length === count ? list("size=200") : undefined), {
      what: `${count} entries of the log`,
    });
  return { ...account, addKey, list, listed };
}

test("requests with a key are listed with status, problem and pattern, the latest first, and without what they had", async () => {
  const { addKey, listed, token } = await anAccount();
  const { id, key } = await addKey("Nightly import", ["read"]);
  const ofKey = { token: key };

  const headers = { "x-request-id": "quote-me" };
  await api.call("GET", `${urls}/private-code`, { ...ofKey, headers });
  await api.call("POST", urls, { ...ofKey, body: { original_url: "https://hidden.example/" } });
  await api.call("GET", `${urls}?size=0&search=sho.rt`, ofKey);
  await api.call("GET", urls, ofKey);
  await api.call("GET", urls, { token });
  await api.call("GET", urls, { token: "shunt_unknown" });

  const { items, next_cursor } = await listed(4);
  const common = { key_id: id, key_name: "Nightly import" };
  expect(items).toMatchObject([
    { ...common, method: "GET", path: urls, status: 200, problem: null },
    { ...common, method: "GET", path: urls, status: 422, problem: "validation-failed" },
    { ...common, method: "POST", path: urls, status: 403, problem: "missing-scope" },
    {
      ...common,
      method: "GET",
      path: `${urls}/{id}`,
      status: 404,
      problem: "link-not-found",
      request_id: "quote-me",
    },
  ]);
  expect(next_cursor).toBeNull();
  expect(JSON.stringify(items)).not.toMatch(/private-code|sho\.rt|hidden\.example|127\.0\.0\.1|shunt_/);
  for (const item of items) expect(item.duration_ms).toBeGreaterThanOrEqual(0);
});

test("filters by key, method and class, and pages by cursor", async () => {
  const { addKey, list, listed } = await anAccount();
  const [reader, writer] = [await addKey("r", ["read"]), await addKey("w", ["write"])];
  await api.call("GET", urls, { token: reader.key });
  await api.call("POST", urls, { token: writer.key, body: { original_url: "https://example.com/" } });
  await api.call("POST", urls, { token: writer.key, body: {} });
  const { items } = await listed(3);
  const statuses = async (query: string) => (await list(query)).items.map((item: { status: number }) => item.status);

  expect(await statuses(`key_id=${writer.id}`)).toEqual([422, 201]);
  expect(await statuses("method=GET")).toEqual([200]);
  expect(await statuses("status_class=4xx")).toEqual([422]);
  expect(await statuses(`status_class=2xx&method=POST&key_id=${writer.id}`)).toEqual([201]);
  const first = await list("size=2");
  expect([...first.items, ...(await list(`size=2&cursor=${first.next_cursor}`)).items]).toEqual(items);
});

test.each(["method=TRACE", "status_class=6xx", "key_id=x", "cursor=x", "path=x"])("%s is refused", async query => {
  const { token } = await anAccount();

  expect((await api.call("GET", `${log}?${query}`, { token })).status).toBe(422);
});

test("accounts see their own entries only, keys none, and entries go with their account", async () => {
  const [ann, bob] = [await anAccount(), await anAccount()];
  const { id, key } = await ann.addKey("gone", ["read"]);
  await api.call("GET", urls, { token: key });
  await ann.listed(1);

  expect((await bob.list(`key_id=${id}`)).items).toEqual([]);
  expect((await api.call("GET", log, { token: key })).body.code).toBe("missing-scope");
  await ann.listed(2);
  await api.call("DELETE", `/api/v1/api-keys/${id}`, { token: ann.token });
  expect((await ann.list()).items).toMatchObject([{ key_name: "gone" }, { key_name: "gone" }]);
  await api.call("DELETE", "/api/v1/auth/me", { token: ann.token, body: { password: ann.password } });
  expect(await db.selectFrom("request_log").select("id").where("user_id", "=", ann.id).execute()).toEqual([]);
});
