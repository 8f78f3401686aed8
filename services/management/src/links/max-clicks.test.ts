import { createDb, type Db } from "@shunt/db";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let token: string;
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  ({ token } = await api.signUp());
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const original_url = "https://example.com/";

const create = async (fields: object) =>
  (await api.call("POST", urls, { body: { original_url, ...fields }, token })).body;
const read = (id: string) => api.call("GET", `${urls}/${id}`, { token });
const change = (id: string, body: object) => api.call("PATCH", `${urls}/${id}`, { body, token });

/** Redirects reserved so many clicks of a link. */
async function use(link_id: string, reserved: number): Promise<void> {
  await db
    .insertInto("link_uses")
    .values({ link_id, reserved, granted: 1 })
    .onConflict(conflict => conflict.column("link_id").doUpdateSet({ reserved }))
    .execute();
}

test("a link shows how many clicks of its limit are left, and has expired without any", async () => {
  const link = await create({ max_clicks: 3 });
  expect(link).toMatchObject({ max_clicks: 3, clicks_left: 3, state: "active" });

  await use(link.id, 2);
  const { headers, body } = await read(link.id);
  expect(body).toMatchObject({ clicks_left: 1, state: "active" });
  await use(link.id, 3);
  const usedUp = await read(link.id);

  expect(usedUp.body).toMatchObject({ clicks_left: 0, state: "expired" });
  expect(usedUp.headers.get("etag")).not.toBe(headers.get("etag"));
});

test("clicks from before the limit count towards it", async () => {
  const link = await create({});
  const row = { link_id: link.id, clicks: 9, human_clicks: 5, last_clicked_at: new Date() };
  await db.insertInto("link_totals").values(row).execute();

  expect((await change(link.id, { max_clicks: 8 })).body).toMatchObject({ clicks_left: 3, state: "active" });
  expect((await change(link.id, { max_clicks: 5 })).body).toMatchObject({ clicks_left: 0, state: "expired" });
  expect((await change(link.id, { max_clicks: null })).body).toMatchObject({ clicks_left: null, state: "active" });
});

test("a higher limit reopens a link", async () => {
  const link = await create({ max_clicks: 1 });
  await use(link.id, 1);

  expect((await change(link.id, { max_clicks: 4 })).body).toMatchObject({ clicks_left: 3, state: "active" });
});

test("filters by state count a used-up link as expired, and reuse and the redirect map leave it out", async () => {
  const own = await api.signUp();
  const call = (method: string, path: string, body?: object) => api.call(method, path, { body, token: own.token });
  const { body: link } = await call("POST", urls, { original_url, max_clicks: 1, short_code: "used-up-list" });
  await use(link.id, 1);
  const idsIn = async (state: string) =>
    (await call("GET", `${urls}?state=${state}`)).body.items.map(({ id }: { id: string }) => id);

  expect(await idsIn("expired")).toEqual([link.id]);
  expect(await idsIn("active")).toEqual([]);
  const { body: reused } = await call("POST", urls, { original_url, reuse: true });
  expect(reused.id).not.toBe(link.id);
  const map = await fetch(`${api.url}${urls}/redirect-map`, { headers: { authorization: `Bearer ${own.token}` } });
  expect(await map.text()).not.toContain("used-up-list");
});

test("resetting the statistics gives no clicks back", async () => {
  const link = await create({ max_clicks: 2 });
  await use(link.id, 2);

  await api.call("DELETE", `/api/v1/analytics/${link.short_code}`, { token });

  expect((await read(link.id)).body).toMatchObject({ clicks_left: 0, state: "expired" });
});

test.each([0, -1, 1.5, 1_000_000_001, "5", true])("POST /urls refuses max_clicks %j", async max_clicks => {
  const answer = await api.call("POST", urls, { body: { original_url, max_clicks }, token });

  expect(answer.status).toBe(422);
  expect(answer.body.errors).toMatchObject([{ pointer: "/max_clicks" }]);
});

test.each([
  [{ redirect_status: 301 }, "/redirect_status"],
  [{ redirect_status: 308 }, "/redirect_status"],
  [{ cache_seconds: 60 }, "/cache_seconds"],
])(
  "POST /urls refuses a limit together with %j, as browsers would answer clicks themselves",
  async (fields, pointer) => {
    const answer = await api.call("POST", urls, { body: { original_url, max_clicks: 5, ...fields }, token });

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
  },
);

test("clicks_left cannot be written", async () => {
  expect((await api.call("POST", urls, { body: { original_url, clicks_left: 3 }, token })).status).toBe(422);
});

test.each(["clicksLimit", "Max visits", "max_clicks"])("an import reads the limit from the column %s", async column => {
  const own = await api.signUp();
  const body = `Long URL,${column}\n${original_url}a,25\n${original_url}b,\n`;
  const headers = { "content-type": "text/csv" };

  const { status } = await api.call("POST", `${urls}/import`, { body, token: own.token, headers });

  expect(status).toBe(200);
  const { body: list } = await api.call("GET", `${urls}?sort=created_at`, { token: own.token });
  const limits = Object.fromEntries(
    list.items.map((link: { original_url: string; max_clicks: number | null }) => [link.original_url, link.max_clicks]),
  );
  expect(limits).toEqual({ [`${original_url}a`]: 25, [`${original_url}b`]: null });
});

test.each([1, 100])("a link with %i clicks is hidden from other accounts, also if it is public", async max_clicks => {
  const { id, short_code } = await create({ max_clicks, is_public: true });
  const stranger = await api.signUp();

  expect((await api.call("GET", `${urls}/${id}`)).status).toBe(404);
  expect((await api.call("GET", `${urls}/${short_code}`, { token: stranger.token })).status).toBe(404);
  expect((await read(id)).body.original_url).toBe(original_url);
});
