import { createDb, type Db } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, startTestApi, type TestApi } from "../testing/start-test-api.ts";

let api: TestApi;
let db: Db;
let owner: { token: string; id: string };
beforeAll(async () => {
  api = await startTestApi();
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
  owner = await api.signUp();
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

const urls = "/api/v1/urls";
const one = "https://example.com/one";
const two = "https://example.com/two";
const call = (method: string, path: string, body?: object, token = owner.token) =>
  api.call(method, `${urls}/${path}`, { token, ...(body && { body }) });

/** A link that was created, then changed in order. */
async function aLink(created: object, ...changes: object[]): Promise<Answer["body"]> {
  let { body: link } = await api.call("POST", urls, { body: { original_url: one, ...created }, token: owner.token });
  for (const change of changes) ({ body: link } = await call("PATCH", link.id, change));
  return link;
}

test("GET /urls/{id}/versions lists what each change set, the current version first", async () => {
  const link = await aLink(
    { title: "First" },
    { original_url: two, referrer_policy: "origin" },
    { tags: ["not a setting"] },
    { title: "First" },
    { referrer_policy: null, title: null },
  );

  const { body } = await call("GET", `${link.id}/versions`);

  expect(body.items).toMatchObject([
    {
      number: 3,
      is_current: true,
      created_by: owner.id,
      changes: [
        { field: "title", before: "First", after: null },
        { field: "referrer_policy", before: "origin", after: null },
      ],
    },
    {
      number: 2,
      is_current: false,
      changes: [
        { field: "original_url", before: one, after: two },
        { field: "referrer_policy", before: null, after: "origin" },
      ],
    },
    { number: 1, is_current: false, created_by: owner.id, created_at: link.created_at, changes: [] },
  ]);
});

test("GET /urls/{id}/versions/{number} shows all settings and compares them with another version", async () => {
  const link = await aLink({ title: "First" }, { original_url: two }, { title: "Second" });

  const { body } = await call("GET", `${link.id}/versions/1`);
  expect(body.settings).toMatchObject({ original_url: one, title: "First", redirect_status: 302 });
  expect(body.differences).toEqual([
    { field: "original_url", value: one, other: two },
    { field: "title", value: "First", other: "Second" },
  ]);

  const compared = await call("GET", `${link.id}/versions/1?compare_with=2`);
  expect(compared.body.differences).toEqual([{ field: "original_url", value: one, other: two }]);
});

test("POST /urls/{id}/versions/{number}/restore brings back all settings as a new version", async () => {
  const settings = {
    title: "First",
    notes: "kept",
    redirect_status: 307,
    starts_at: "2026-01-01T00:00:00.000Z",
    expires_at: "2036-01-01T00:00:00.000Z",
    fallback_url: "https://example.com/over",
    is_active: false,
    referrer_policy: "origin",
    cache_seconds: null,
  };
  const cleared = {
    original_url: two,
    title: null,
    notes: null,
    redirect_status: 302,
    starts_at: null,
    expires_at: null,
    fallback_url: null,
    is_active: true,
    referrer_policy: null,
    cache_seconds: 5,
    tags: ["new"],
  };
  const link = await aLink(settings, cleared);

  const restored = await call("POST", `${link.id}/versions/1/restore`);

  expect(restored.status).toBe(200);
  expect(restored.body).toMatchObject({ ...settings, original_url: one, tags: ["new"], short_code: link.short_code });
  const { body } = await call("GET", `${link.id}/versions`);
  expect(body.items.map(({ number }: { number: number }) => number)).toEqual([3, 2, 1]);
});

test("restoring the current version makes no new one", async () => {
  const link = await aLink({}, { title: "Now" });

  expect((await call("POST", `${link.id}/versions/2/restore`)).body.title).toBe("Now");
  expect((await call("GET", `${link.id}/versions`)).body.items).toHaveLength(2);
});

test("restoring is checked like a change", async () => {
  const link = await aLink({ expires_at: "2036-01-01T00:00:00Z" }, { expires_at: null });
  await sql`
    update link_versions set replaced = '{"expires_at": "2020-01-01T00:00:00.000Z"}' where link_id = ${link.id}`.execute(
    db,
  );

  const refused = await call("POST", `${link.id}/versions/1/restore`);

  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ pointer: "/expires_at" }]);
  expect((await call("GET", link.id)).body.expires_at).toBeNull();
});

test.each(["versions/9", "versions/1?compare_with=9"])("GET %s of a link with one version is a 404", async path => {
  const link = await aLink({});

  expect((await call("GET", `${link.id}/${path}`)).body.code).toBe("version-not-found");
});

test("versions are shown and restored only for members of the workspace", async () => {
  const link = await aLink({}, { title: "Now" });
  const stranger = await api.signUp();

  for (const [method, path] of [
    ["GET", "versions"],
    ["GET", "versions/1"],
    ["POST", "versions/1/restore"],
  ] as const)
    expect((await call(method, `${link.id}/${path}`, undefined, stranger.token)).body.code).toBe("link-not-found");
  expect((await call("GET", link.id)).body.title).toBe("Now");
});

test("concurrent changes get consecutive numbers", async () => {
  const link = await aLink({ title: "0" });

  await Promise.all(Array.from({ length: 10 }, (_, i) => call("PATCH", link.id, { title: `${i + 1}` })));

  const { body } = await call("GET", `${link.id}/versions`);
  expect(body.items.map(({ number }: { number: number }) => number)).toEqual(
    Array.from({ length: 11 }, (_, i) => 11 - i),
  );
});

test("a link keeps its latest 100 changes", async () => {
  const link = await aLink({ title: "now" });
  await sql`
    insert into link_versions (link_id, number, replaced)
    select ${link.id}, i, jsonb_build_object('title', 'title ' || i) from generate_series(1, 100) as i`.execute(db);

  await call("PATCH", link.id, { title: "next" });

  const { body } = await call("GET", `${link.id}/versions`);
  expect(body.items).toHaveLength(101);
  expect(body.items[0].number).toBe(102);
  expect(body.items.at(-1)).toMatchObject({ number: 2, created_by: null, changes: [] });
});

test("GET /urls/{id}/history also lists destinations that earlier releases stored", async () => {
  const link = await aLink({}, { original_url: two });
  await sql`
    insert into former_targets (id, link_id, target_url, replaced_at)
    values (gen_random_uuid(), ${link.id}, 'https://example.com/zero', now() - interval '1 day')`.execute(db);

  const { body } = await call("GET", `${link.id}/history`);

  expect(body.items.map((item: { original_url: string }) => item.original_url)).toEqual([
    one,
    "https://example.com/zero",
  ]);
});

test("the audit log names the settings that a change set", async () => {
  const link = await aLink({}, { title: "Now", cache_seconds: 5 });

  const entries = await db.selectFrom("audit_log").selectAll().where("subject_id", "=", link.id).execute();

  expect(entries).toMatchObject([
    { action: "link.changed", actor_id: owner.id, details: { fields: ["title", "cache_seconds"] } },
  ]);
});
