import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

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

const link = { original_url: "https://example.com/", is_public: false };
const makeLink = async (): Promise<string> =>
  (await api.call("POST", "/api/v1/urls", { body: link, token: ann.token })).body.id;
const get = (query: string, token = ann.token) => api.call("GET", `/api/v1/analytics/sparklines?${query}`, { token });
const count = (id: string, daysAgo: number, human: number) =>
  sql`insert into link_daily (link_id, day, clicks, human_clicks, unique_visitors)
    values (${id}, (now() at time zone 'UTC')::date - ${daysAgo}::int, ${human}::int + 5, ${human}::int, 1)`.execute(
    db,
  );

test("GET /analytics/sparklines returns the human clicks of each UTC day", async () => {
  const [busy, quiet] = [await makeLink(), await makeLink()];
  const days: [daysAgo: number, human: number][] = [
    [0, 3],
    [2, 7],
    [6, 1],
    [7, 100],
  ];
  for (const [daysAgo, human] of days) await count(busy, daysAgo, human);

  const { status, body } = await get(`days=7&link_id=${busy}&link_id=${quiet}`);

  expect(status).toBe(200);
  const clicks = Object.fromEntries(
    body.items.map((item: { link_id: string; clicks: number[] }) => [item.link_id, item.clicks]),
  );
  expect(clicks).toEqual({ [busy]: [1, 0, 0, 0, 7, 0, 3], [quiet]: [0, 0, 0, 0, 0, 0, 0] });
  expect((Date.parse(body.to) - Date.parse(body.from)) / 86_400_000).toBe(6);
});

test("GET /analytics/sparklines leaves out unknown links and those of others", async () => {
  const own = await makeLink();
  const bob = await api.signUp();

  expect((await get(`link_id=${own}&link_id=${crypto.randomUUID()}`)).body.items).toHaveLength(1);
  expect((await get(`link_id=${own}`, bob.token)).body.items).toEqual([]);
});

test.each<[string, string]>([
  ["?link_id", ""],
  ["?link_id", "link_id=autumn"],
  ["?link_id", Array.from({ length: 101 }, () => `link_id=${crypto.randomUUID()}`).join("&")],
  ["?days", `link_id=${crypto.randomUUID()}&days=91`],
])("GET /analytics/sparklines refuses a wrong %s", async (pointer, query) => {
  const { status, body } = await get(query);

  expect(status).toBe(422);
  expect(body.errors[0].pointer).toContain(pointer);
});
