import { Link } from "@shunt/contracts/links";
import { type Operation, operations } from "@shunt/contracts/operations";
import { createDb } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let ann: { token: string };
beforeAll(async () => {
  api = await startTestApi();
  ann = await api.signUp();
});
afterAll(() => api.stop());

const urls = "/api/v1/urls";
async function aLink(): Promise<{ id: string; etag: string }> {
  const { body, headers } = await api.call("POST", urls, {
    body: { original_url: "https://example.com/" },
    token: ann.token,
  });
  return { id: body.id, etag: String(headers.get("etag")) };
}
const change = (id: string, body: object, ifMatch?: string) =>
  api.call("PATCH", `${urls}/${id}`, { body, token: ann.token, headers: { ...(ifMatch && { "if-match": ifMatch }) } });

test("PATCH /urls/{id} answers 412 and changes nothing when the link changed since If-Match", async () => {
  const { id, etag } = await aLink();

  const first = await change(id, { title: "First" }, etag);
  const lost = await change(id, { title: "Second" }, etag);

  expect(first.status).toBe(200);
  expect(lost).toMatchObject({ status: 412, body: { code: "precondition-failed" } });
  const read = await api.call("GET", `${urls}/${id}`, { token: ann.token });
  expect(read.body.title).toBe("First");
  expect(read.headers.get("etag")).toBe(first.headers.get("etag"));
  expect((await change(id, { title: "Second" }, String(first.headers.get("etag")))).status).toBe(200);
});

test("one of twenty concurrent changes with the same If-Match succeeds", async () => {
  const { id, etag } = await aLink();

  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => change(id, { title: `${i}` }, etag)));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
});

test("clicks change the ETag, but do not make If-Match fail", async () => {
  const { id, etag } = await aLink();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  await db
    .insertInto("link_totals")
    .values({ link_id: id, clicks: 3, human_clicks: 3, last_clicked_at: new Date() })
    .execute();
  await db.destroy();

  const { headers } = await api.call("GET", `${urls}/${id}`, { token: ann.token });

  expect(headers.get("etag")).not.toBe(etag);
  expect((await change(id, { title: "Changed" }, etag)).status).toBe(200);
});

test.each(["*", undefined])("PATCH /urls/{id} succeeds with If-Match: %s", async ifMatch => {
  const { id } = await aLink();

  expect((await change(id, { title: "Changed" }, ifMatch)).status).toBe(200);
});

test.each(['"0-0"', "rubbish", 'W/"1-1"'])("PATCH /urls/{id} answers 412 for If-Match: %s", async ifMatch => {
  const { id } = await aLink();

  expect((await change(id, { title: "Changed" }, ifMatch)).status).toBe(412);
});

test("If-Match accepts a list of tags, and protects DELETE as well", async () => {
  const { id, etag } = await aLink();
  const { headers } = await change(id, { title: "Changed" }, `"1-0", ${etag}`);
  const remove = (ifMatch: string) =>
    api.call("DELETE", `${urls}/${id}`, { token: ann.token, headers: { "if-match": ifMatch } });

  expect((await remove(etag)).status).toBe(412);
  expect((await remove(String(headers.get("etag")))).status).toBe(204);
});

test("PUT /urls/by-external-id/{id} answers 412 when the link changed since If-Match, or does not exist", async () => {
  const path = `${urls}/by-external-id/${crypto.randomUUID()}`;
  const put = (body: object, ifMatch?: string) =>
    api.call("PUT", path, { body, token: ann.token, headers: { ...(ifMatch && { "if-match": ifMatch }) } });
  const target = { original_url: "https://example.com/" };
  const lost = { status: 412, body: { code: "precondition-failed" } };

  expect(await put(target, "*")).toMatchObject(lost);
  const created = await put({ ...target, title: "First" });
  const etag = String(created.headers.get("etag"));
  expect((await put({ title: "Second" }, etag)).status).toBe(200);
  expect(await put({ title: "Third" }, etag)).toMatchObject(lost);
  expect(await put({}, etag)).toMatchObject(lost);

  expect(created.status).toBe(201);
  expect((await api.call("GET", path, { token: ann.token })).body.title).toBe("Second");
});

/** Links are the only resources with an ETag; their further codes have none. */
test("every change of a link at a path that GET answers honours If-Match", () => {
  const links = Object.values<Operation>(operations).filter(
    ({ method, success }) => method === "get" && success.schema === Link,
  );
  const changes = Object.entries<Operation>(operations).filter(
    ([, { method, path }]) => method !== "get" && links.some(link => link.path === path),
  );

  expect(changes.length).toBeGreaterThan(2);
  expect(changes.filter(([, { honoursIfMatch }]) => !honoursIfMatch).map(([name]) => name)).toEqual([]);
});

test("PUT /urls/{id} answers 405 with the allowed methods", async () => {
  const { id } = await aLink();

  const put = await api.call("PUT", `${urls}/${id}`, { body: {}, token: ann.token });

  expect(put).toMatchObject({ status: 405, body: { code: "method-not-allowed" } });
  expect(put.headers.get("allow")).toBe("GET, PATCH, DELETE, HEAD, OPTIONS");
  expect((await api.call("PUT", "/api/v1/nothing", { body: {} })).status).toBe(404);
});
