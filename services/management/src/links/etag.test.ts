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

test("a change that knows of no other one is refused, and changes nothing", async () => {
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

test("of many who change the same version at once, one does", async () => {
  const { id, etag } = await aLink();

  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => change(id, { title: `${i}` }, etag)));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
});

test("clicks change the tag, and stand in nobody's way", async () => {
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

test.each(["*", undefined])("If-Match: %s lets any change happen", async ifMatch => {
  const { id } = await aLink();

  expect((await change(id, { title: "Changed" }, ifMatch)).status).toBe(200);
});

test.each(['"0-0"', "rubbish", 'W/"1-1"'])("If-Match: %s lets none happen", async ifMatch => {
  const { id } = await aLink();

  expect((await change(id, { title: "Changed" }, ifMatch)).status).toBe(412);
});

test("one of several tags is enough; and what has changed is not deleted", async () => {
  const { id, etag } = await aLink();
  const { headers } = await change(id, { title: "Changed" }, `"1-0", ${etag}`);
  const remove = (ifMatch: string) =>
    api.call("DELETE", `${urls}/${id}`, { token: ann.token, headers: { "if-match": ifMatch } });

  expect((await remove(etag)).status).toBe(412);
  expect((await remove(String(headers.get("etag")))).status).toBe(204);
});

test("other methods on a path that exists are 405, and the path tells which it has", async () => {
  const { id } = await aLink();

  const put = await api.call("PUT", `${urls}/${id}`, { body: {}, token: ann.token });

  expect(put).toMatchObject({ status: 405, body: { code: "method-not-allowed" } });
  expect(put.headers.get("allow")).toBe("GET, PATCH, DELETE, HEAD, OPTIONS");
  expect((await api.call("PUT", "/api/v1/nothing", { body: {} })).status).toBe(404);
});
