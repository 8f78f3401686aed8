import { createLinkCache, createRedis, settled } from "@shunt/cache";
import { type CreateLink, type LinkSettings, linkSettings, storedSettings } from "@shunt/contracts/links";
import { createDb, type Db } from "@shunt/db";
import { unknownRules } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";
import { applyChanges, toSettings } from "./change/apply-changes.ts";

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

const original_url = "https://example.com/";
const time = new Date("2030-01-31T09:00:00Z");
const full: CreateLink = {
  original_url,
  reuse: false,
  external_id: "a-link",
  title: "Sale",
  is_active: false,
  is_public: false,
  is_indexable: true,
  redirect_status: 307,
  starts_at: time,
  expires_at: new Date("2031-01-31T09:00:00Z"),
  fallback_url: "https://example.com/over",
  notes: "Internal",
  folder: "Spring",
  referrer_policy: "origin",
};
const settings = toSettings(full);

test("storedSettings name existing columns of links with their types", async () => {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, atttypid::regtype::text as type from pg_attribute where attrelid = 'links'::regclass`.execute(
    db,
  );

  const typeOf = new Map(rows.map(({ name, type }) => [name, type.replace("timestamp with time zone", "timestamptz")]));
  expect(storedSettings.map(({ column }) => [column, typeOf.get(column)])).toEqual(
    storedSettings.map(({ column, columnType }) => [column, columnType]),
  );
});

test("toSettings fills omitted settings with their initial values", () => {
  const initial = { ...Object.fromEntries(linkSettings.map(setting => [setting.name, setting.initial])), rules: null };

  expect(toSettings({ original_url, reuse: false })).toEqual({ ...initial, targetUrl: original_url });
});

test("applyChanges keeps omitted settings", () => {
  expect(applyChanges(settings, {})).toEqual(settings);
  expect(applyChanges(settings, { title: "Sold" })).toEqual({ ...settings, title: "Sold" });
});

test.each<[string, Parameters<typeof applyChanges>[1], Partial<LinkSettings>]>([
  ["clears a text for null", { notes: null }, { notes: null }],
  ["clears a text for an empty string", { title: "", folder: "" }, { title: null, folder: null }],
  ["clears a time for null", { starts_at: null }, { startsAt: null }],
  ["clears a URL for null", { fallback_url: null }, { fallbackUrl: null }],
  ["sets false", { is_indexable: false }, { isIndexable: false }],
  ["sets a behaviour", { cache_seconds: 5 }, { rules: { cache_seconds: 5, referrer_policy: "origin" } }],
  ["turns a behaviour off for null", { referrer_policy: null, cache_seconds: 5 }, { rules: { cache_seconds: 5 } }],
  ["makes a link plain with its last behaviour", { referrer_policy: null }, { rules: null }],
])("applyChanges %s", (_rule, changes, changed) => {
  expect(applyChanges(settings, changes)).toEqual({ ...settings, ...changed });
});

test("applyChanges keeps the time of the first archiving until the link is restored", () => {
  const archived = { ...settings, archivedAt: time };

  expect(applyChanges(settings, { is_archived: true }).archivedAt).toBeInstanceOf(Date);
  expect(applyChanges(archived, { is_archived: true }).archivedAt).toEqual(time);
  expect(applyChanges(archived, { is_archived: false }).archivedAt).toBeNull();
});

test("PATCH /urls/{id} keeps the rules of a link and writes them to the cache", async () => {
  const owner = await api.signUp();
  const { body: link } = await api.call("POST", "/api/v1/urls", { body: { original_url }, token: owner.token });
  await sql`update links set rules = ${JSON.stringify(unknownRules)} where id = ${link.id}`.execute(db);

  const answer = await api.call("PATCH", `/api/v1/urls/${link.id}`, { body: { title: "Sale" }, token: owner.token });

  expect(answer.status).toBe(200);
  const redis = createRedis({ url: api.redis.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  await settled(redis);
  const [cached] = await createLinkCache(redis).findMany([{ domainId: 1, code: link.short_code }]);
  redis.disconnect();
  expect(cached).toMatchObject({ id: link.id, rules: unknownRules });
});
