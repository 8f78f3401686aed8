import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

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
const original_url = "https://example.com/";

async function anOwner() {
  const { token } = await api.signUp();
  const call = (method: string, path: string, body?: object) =>
    api.call(method, path, { token, ...(body && { body }) });
  return {
    token,
    make: async (fields: object = {}) => (await call("POST", urls, { original_url, ...fields })).body,
    change: (id: string, body: object) => call("PATCH", `${urls}/${id}`, body),
    list: (query: string) => call("GET", `${urls}?${query}`),
    titles: async (query: string) =>
      (await call("GET", `${urls}?${query}`)).body.items.map((link: { title: string }) => link.title),
  };
}

test("pages by cursor neither repeat nor skip links in either order while links are created", async () => {
  const owner = await anOwner();
  // A script may create several links within a millisecond.
  for (let i = 0; i < 23; i++) await owner.make({ title: `${i}` });
  await sql`update links set created_at = timestamptz '2026-01-01 00:00:00.1234' + make_interval(secs => substr(title, 1)::int * 1e-6)
    where title ~ '^\\d+$'`.execute(db);

  for (const sort of ["-created_at", "created_at"]) {
    const seen: string[] = [];
    let { body: page } = await owner.list(`size=5&sort=${sort}`);
    for (;;) {
      seen.push(...page.items.map((link: { title: string }) => link.title));
      if (page.next_cursor === null) break;
      if (sort === "-created_at") await owner.make({ title: "new" });
      page = (await owner.list(`size=5&sort=${sort}&cursor=${page.next_cursor}`)).body;
      expect(page).toMatchObject({ total: null, page: null, pages: null, size: 5 });
    }
    const old = seen.filter(title => title !== "new");
    expect(old.map(Number)).toEqual(Array.from({ length: 23 }, (_, i) => (sort === "created_at" ? i : 22 - i)));
  }
});

test("GET /urls filters by state and leaves out archived links by default", async () => {
  const owner = await anOwner();
  await owner.make({ title: "plain" });
  await owner.make({ title: "off", is_active: false });
  await owner.make({ title: "later", starts_at: "2099-01-01T00:00:00Z" });
  const over = await owner.make({ title: "over" });
  const archived = await owner.make({ title: "archived" });
  const blocked = await owner.make({ title: "blocked" });
  await sql`update links set expires_at = now() where id = ${over.id}`.execute(db);
  await sql`update links set blocked_at = now() where id = ${blocked.id}`.execute(db);
  expect((await owner.change(archived.id, { is_archived: true })).body.is_archived).toBe(true);

  expect(await owner.titles("sort=created_at")).toEqual(["plain", "off", "later", "over", "blocked"]);
  for (const [state, titles] of Object.entries({
    active: ["plain"],
    inactive: ["off"],
    scheduled: ["later"],
    expired: ["over"],
    blocked: ["blocked"],
    archived: ["archived"],
  })) {
    expect([state, await owner.titles(`state=${state}`)]).toEqual([state, titles]);
  }
  await owner.change(archived.id, { is_archived: false });
  expect(await owner.titles("state=archived")).toEqual([]);
  expect((await owner.list("state=lost")).status).toBe(422);
});

test("GET /urls?search= finds the caller's links by part of code, destination, title or notes", async () => {
  const [owner, other] = [await anOwner(), await anOwner()];
  await owner.make({ title: "by title Needle" });
  await owner.make({ title: "by notes", notes: "somewhere a NEEDLE lies" });
  await owner.make({ title: "by destination", original_url: "https://example.com/needles?x=1" });
  await owner.make({ title: "by code", custom_alias: `my-needle-${Date.now()}` });
  await owner.make({ title: "not at all" });
  await other.make({ title: "another's needle" });

  expect((await owner.titles("search=needle")).sort()).toEqual([
    "by code",
    "by destination",
    "by notes",
    "by title Needle",
  ]);
  expect(await owner.titles("search=nee%25dle")).toEqual([]);
});

test("GET /urls filters by folder, date and domain, and sorts by last click", async () => {
  const owner = await anOwner();
  const first = await owner.make({ title: "first", folder: "Spring" });
  const second = await owner.make({ title: "second", folder: "Autumn" });
  await sql`update links set created_at = '2026-01-15' where id = ${first.id}`.execute(db);
  await sql`insert into link_totals (link_id, clicks, human_clicks, last_clicked_at)
    values (${first.id}, 1, 1, '2026-02-01'), (${second.id}, 1, 1, '2026-03-01')`.execute(db);

  expect(await owner.titles("folder=Spring")).toEqual(["first"]);
  expect(await owner.titles("created_from=2026-01-01T00:00:00Z&created_to=2026-01-15T00:00:00Z")).toEqual([]);
  expect(await owner.titles("created_from=2026-01-15T00:00:00Z&created_to=2026-02-01T00:00:00Z")).toEqual(["first"]);
  expect(await owner.titles("sort=-last_click")).toEqual(["second", "first"]);
  expect(await owner.titles("sort=last_click")).toEqual(["first", "second"]);
  expect((await owner.list("domain=unknown.example")).body.code).toBe("domain-not-found");
});

test("GET /urls accepts only cursors of earlier pages, sorted by created_at", async () => {
  const owner = await anOwner();
  await owner.make();
  await owner.make();
  const { body } = await owner.list("size=1");

  expect((await owner.list("cursor=rubbish")).body.errors).toMatchObject([{ pointer: "?cursor" }]);
  expect((await owner.list(`cursor=${body.next_cursor}&sort=click_count`)).body.errors).toMatchObject([
    { pointer: "?sort" },
  ]);
  expect((await owner.list("sort=click_count&size=1")).body.next_cursor).toBeNull();
});

test("notes and folder can be changed and cleared, and are hidden from strangers", async () => {
  const owner = await anOwner();
  const link = await owner.make({ notes: "for the spring campaign", folder: "Spring" });

  expect(link).toMatchObject({ notes: "for the spring campaign", folder: "Spring", is_archived: false });
  expect((await api.call("GET", `${urls}/${link.id}`)).body).toMatchObject({ notes: null, folder: null });
  expect((await owner.change(link.id, { title: "A page" })).body.notes).toBe("for the spring campaign");
  expect((await owner.change(link.id, { notes: null, folder: "" })).body).toMatchObject({ notes: null, folder: null });
});

test("GET /urls/{id}/history lists former destinations for the owner, the latest first", async () => {
  const [owner, other] = [await anOwner(), await anOwner()];
  const link = await owner.make({ original_url: "https://example.com/1" });
  for (const n of [2, 3, 3]) await owner.change(link.id, { original_url: `https://example.com/${n}` });
  await owner.change(link.id, { title: "A page" });
  const history = (token: string) => api.call("GET", `${urls}/${link.id}/history`, { token });

  const { body } = await history(owner.token);

  expect(body.items.map((item: { original_url: string }) => item.original_url)).toEqual([
    "https://example.com/2",
    "https://example.com/1",
  ]);
  expect((await history(other.token)).body.code).toBe("link-not-found");
});

test("GET /urls/availability reports whether an alias is free, and if not, why", async () => {
  const owner = await anOwner();
  const alias = `free-${Date.now()}`;
  const check = async (wanted: string) =>
    (await api.call("GET", `${urls}/availability?alias=${encodeURIComponent(wanted)}`, { token: owner.token })).body;

  expect(await check(alias)).toEqual({
    short_code: alias,
    alias,
    is_available: true,
    reason: null,
    available_at: null,
  });
  await owner.make({ custom_alias: alias });
  expect(await check(alias)).toMatchObject({ is_available: false, reason: "is taken" });
  expect(await check("admin")).toMatchObject({ is_available: false, reason: "is a reserved word, or looks like one" });
  expect(await check("a b")).toMatchObject({ is_available: false });
  expect((await api.call("GET", `${urls}/availability?alias=free`)).status).toBe(401);
});
