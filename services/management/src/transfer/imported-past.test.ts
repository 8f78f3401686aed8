import type { ImportResults } from "@shunt/contracts/links";
import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
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

const urls = "/api/v1/urls";
const dayMs = 24 * 60 * 60_000;
const importFile = async (token: string, csv: string): Promise<ImportResults> =>
  (
    await fetch(`${api.url}${urls}/import`, {
      method: "POST",
      body: csv,
      headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
    })
  ).json() as Promise<ImportResults>;
const listLinks = async (token: string, query: string) =>
  (await api.call("GET", `${urls}?${query}`, { token })).body.items;

test("an import keeps times of creation, and lists are in their order at any page", async () => {
  const { token } = await api.signUp();
  const days = ["2019-03-01", "2024-08-15", "2021-12-31T23:59:59+02:00", "2019-03-01", "2023-01-01 10:00"];
  const rows = days.map((day, i) => `https://example.com/${i},past-${i},${day}`);

  const results = await importFile(token, `url,code,created\n${rows.join("\n")}`);
  const { body: fresh } = await api.call("POST", urls, { body: { original_url: "https://example.com/new" }, token });

  expect(results).toMatchObject({ succeeded: 5, failed: 0, skipped_columns: [] });
  const codes: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await api.call("GET", `${urls}?size=2${cursor ? `&cursor=${cursor}` : ""}`, { token });
    codes.push(...page.body.items.map((link: { short_code: string }) => link.short_code));
    cursor = page.body.next_cursor;
    more = cursor !== null;
  }
  expect(codes).toEqual([fresh.short_code, "past-1", "past-4", "past-2", "past-3", "past-0"]);
  const [old] = await listLinks(token, "created_to=2020-01-01&size=1");
  expect(old).toMatchObject({ short_code: "past-3", created_at: "2019-03-01T00:00:00.000Z" });
  expect(Date.now() - Date.parse(old.imported_at)).toBeLessThan(dayMs);
  expect(old.updated_at).toBe(old.imported_at);
  expect(fresh).toMatchObject({ imported_at: null, former_clicks: null });
  expect((await listLinks(token, `created_from=${new Date(Date.now() - dayMs).toISOString()}`)).length).toBe(1);
});

test("an import takes a time that is ahead by less than a day for now, and refuses later ones", async () => {
  const { token } = await api.signUp();
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();

  const { results } = await importFile(
    token,
    `url,code,created_at\nhttps://example.com/,ahead-1,${at(dayMs / 4)}\nhttps://example.com/,ahead-2,${at(2 * dayMs)}`,
  );

  expect(results).toMatchObject([
    { status: 201 },
    {
      status: 422,
      problem: { errors: [{ pointer: "/created_at", detail: expect.stringContaining("must not lie in the future") }] },
    },
  ]);
  const [link] = await listLinks(token, "search=ahead-1");
  expect(Date.parse(link.created_at)).toBeLessThanOrEqual(Date.now());
  expect(link.created_at).toBe(link.imported_at);
});

test("an archived link is archived from the start, and is not in lists", async () => {
  const { token } = await api.signUp();
  await api.call("POST", "/api/v1/webhooks", {
    body: { url: "https://example.com/hook", events: ["link.created", "link.updated"] },
    token,
  });

  await importFile(token, "url,code,archived\nhttps://example.com/,old-one,Yes\nhttps://example.com/,new-one,No");

  expect((await listLinks(token, "")).map((link: { short_code: string }) => link.short_code)).toEqual(["new-one"]);
  expect(await listLinks(token, "state=archived")).toMatchObject([{ short_code: "old-one", is_archived: true }]);
  const { rows } = await sql<{ type: string; link: object }>`
    select type, payload->'data' as link from webhook_events where payload->'data'->>'short_code' = 'old-one'`.execute(
    db,
  );
  expect(rows).toMatchObject([{ type: "link.created", link: { is_archived: true } }]);
});

test("former clicks are apart from those that are counted, for members only, until the statistics are reset", async () => {
  const [{ token }, stranger] = await Promise.all([api.signUp(), api.signUp()]);
  await importFile(token, 'url,code,Total Clicks\nhttps://example.com/,counted,"1,284"\nhttps://example.com/,none,0');
  const [link] = await listLinks(token, "search=counted");
  const [none] = await listLinks(token, "search=none");

  expect(link).toMatchObject({ former_clicks: 1284, click_count: 0, last_clicked_at: null });
  expect(none).toMatchObject({ former_clicks: null });
  expect((await api.call("GET", `${urls}/${link.id}`, { token: stranger.token })).body.former_clicks).toBeNull();
  const summary = await api.call("GET", `/api/v1/analytics/${link.id}/summary`, { token });
  expect(summary.body.total_clicks).toBe(0);

  await api.call("DELETE", `/api/v1/analytics/${link.id}`, { token });

  expect((await api.call("GET", `${urls}/${link.id}`, { token })).body.former_clicks).toBeNull();
});

test("the first version of an imported link is of the import", async () => {
  const { token } = await api.signUp();
  await importFile(token, "url,code,created\nhttps://example.com/,versioned,2019-03-01");
  const [link] = await listLinks(token, "");

  const { body } = await api.call("GET", `${urls}/${link.id}/versions`, { token });

  expect(body.items).toMatchObject([{ number: 1, created_at: link.imported_at }]);
});

test("an export carries the past of links to another installation", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  await importFile(
    ann.token,
    "url,code,created,archived,clicks\nhttps://example.com/,carried,2019-03-01T10:20:30.456Z,true,1000",
  );
  const [link] = await listLinks(ann.token, "state=archived");
  await sql`insert into link_totals (link_id, clicks, human_clicks, last_clicked_at) values (${link.id}, 9, 7, now())`.execute(
    db,
  );
  const file = await (
    await fetch(`${api.url}${urls}/export`, { headers: { authorization: `Bearer ${ann.token}` } })
  ).text();
  await sql`delete from links where owner_id = ${ann.id}`.execute(db);

  expect(await importFile(bob.token, file)).toMatchObject({ succeeded: 1 });

  expect(await listLinks(bob.token, "state=archived")).toMatchObject([
    {
      short_code: "carried",
      created_at: "2019-03-01T10:20:30.456Z",
      is_archived: true,
      former_clicks: 1007,
      click_count: 0,
    },
  ]);
});
