import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let owner: Awaited<ReturnType<TestApi["signUp"]>>;
const host = "filters.example.com";
const urls = "/api/v1/urls";
const original_url = "https://example.com/";
const call = (method: string, path: string, body?: unknown, token = owner.token) =>
  api.call(method, path, { token, ...(body !== undefined && { body }) });

type Shown = Record<string, unknown> & { id: string; short_url: string };
/** Links that differ in each field that a filter takes. */
let links: Shown[];

beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  owner = await api.signUp();
  await api.addDomain(owner.token, host);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const made: Record<string, string> = {};
  const kinds: Record<string, object> = {
    active: {},
    inactive: { is_active: false },
    scheduled: { starts_at: tomorrow },
    expired: { expires_at: tomorrow },
    blocked: {},
    archived: {},
    locked: { password: "open sesame" },
    unsafe: {},
    private: { is_public: false },
    tagged: { tags: ["Été 100%", "b"] },
    filed: { folder: "Größe/ä_%" },
    elsewhere: { domain: host },
  };
  for (const [kind, fields] of Object.entries(kinds))
    made[kind] = (await call("POST", urls, { original_url, domain: null, ...fields })).body.id;
  await sql`update links set expires_at = now() - interval '1 day' where id = ${made.expired}`.execute(db);
  await sql`update links set blocked_at = now() where id = ${made.blocked}`.execute(db);
  await sql`update links set unsafe_mark = 'marked' where id = ${made.unsafe}`.execute(db);
  await call("PATCH", `${urls}/${made.archived}`, { is_archived: true });
  for (const [kind, status] of Object.entries({ active: "ok", unsafe: "broken", private: "unknown" }))
    await sql`insert into link_health (link_id, target_url, host, status, next_check_at)
      select id, target_url, 'example.com', ${status}, now() from links where id = ${made[kind]}`.execute(db);
  const read = async (id: string): Promise<Shown> => (await call("GET", `${urls}/${id}`)).body;
  links = await Promise.all(Object.values(made).map(read));
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

/** Each filter with the values of a link that it takes. */
const filters: Record<string, (link: Shown) => string[]> = {
  state: link => [String(link.state)],
  is_active: link => [String(link.is_active)],
  is_public: link => [String(link.is_public)],
  has_password: link => [String(link.has_password)],
  is_unsafe: link => [String(link.is_unsafe)],
  health: link => (link.health === null ? [] : [(link.health as { status: string }).status]),
  tag: link => link.tags as string[],
  folder: link => (link.folder === null ? [] : [String(link.folder)]),
  // The host that the short URL shows: `domain` is null on the shared domain.
  domain: link => [new URL(link.short_url).hostname],
};

/** By both lists. */
async function idsOf(filter: string, value: string): Promise<string[]> {
  const query = new URLSearchParams({ [filter]: value });
  const { status, body } = await call("GET", `${urls}?${query}&size=100`);
  expect(status, `${filter}=${value}`).toBe(200);
  const ids = body.items.map(({ id }: Shown) => id);
  expect((await call("GET", `${urls}/bulk?${query}`)).body).toEqual({ items: ids, next_cursor: null });
  expect(body.total).toBe(ids.length);
  return ids.sort();
}

test.each(Object.entries(filters))(
  "the filter %s finds exactly the links that show a value",
  async (filter, toValues) => {
    const values = new Set(links.flatMap(toValues));
    // Without a filter by state, lists leave archived links out.
    const listed = links.filter(({ state }) => filter === "state" || state !== "archived");
    expect(values.size).toBeGreaterThan(filter === "folder" ? 0 : 1);

    for (const value of values) {
      const expected = listed.filter(link => toValues(link).includes(value)).map(({ id }) => id);
      expect(await idsOf(filter, value), `${filter}=${value}`).toEqual(expected.sort());
    }
  },
);

test("a link is found by its id, code and short URL", async () => {
  for (const { id, short_code, short_url, domain } of links) {
    const references = [id, short_url, short_url.replace(/^https?:/, ""), ...(domain === null ? [short_code] : [])];
    for (const reference of references.map(String))
      expect((await call("GET", `${urls}/${encodeURIComponent(reference)}`)).body.id, reference).toBe(id);
  }
});

test("workspace_id lists the links of one workspace, and is 404 for those of others", async () => {
  const { body } = await call("POST", "/api/v1/tags", { name: "for its workspace" });
  const bob = await api.signUp();
  const query = `workspace_id=${body.workspace_id}`;

  for (const path of [urls, `${urls}/bulk`]) {
    expect((await call("GET", `${path}?${query}`)).body.items).toHaveLength(links.length - 1);
    expect(await call("GET", `${path}?${query}`, undefined, bob.token)).toMatchObject({
      status: 404,
      body: { code: "workspace-not-found" },
    });
  }
});

test("GET /urls/bulk returns all ids in pages without gaps, and accepts only cursors of earlier pages", async () => {
  const seen: string[] = [];
  let cursor = "";
  do {
    const { body } = await call("GET", `${urls}/bulk?size=4${cursor}`);
    seen.push(...body.items);
    cursor = body.next_cursor && `&cursor=${body.next_cursor}`;
  } while (cursor);

  expect(seen.sort()).toEqual(links.flatMap(({ id, state }) => (state === "archived" ? [] : id)).sort());
  expect((await call("GET", `${urls}/bulk?cursor=rubbish`)).body.errors).toMatchObject([{ pointer: "?cursor" }]);
});

test("analytics take the host of the shared domain as a domain", async () => {
  const { short_url, short_code } = links.find(({ domain }) => domain === null) as Shown;
  const query = `domain=${new URL(short_url).hostname}&link=${short_code}`;

  expect((await call("GET", `/api/v1/analytics/series?${query}`)).status).toBe(200);
});
