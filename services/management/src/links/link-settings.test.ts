import { createLinkCache, createRedis, settled } from "@shunt/cache";
import { type CreateLink, type LinkSettings, linkSettings } from "@shunt/contracts/links";
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
};
const settings = toSettings(full);

test("every setting of a link has a column of its type", async () => {
  const { rows } = await sql<{ name: string; type: string }>`
    select attname as name, atttypid::regtype::text as type from pg_attribute where attrelid = 'links'::regclass`.execute(
    db,
  );

  const typeOf = new Map(rows.map(({ name, type }) => [name, type.replace("timestamp with time zone", "timestamptz")]));
  expect(linkSettings.map(({ column }) => [column, typeOf.get(column)])).toEqual(
    linkSettings.map(({ column, columnType }) => [column, columnType]),
  );
});

test("a new link has the initial value of each setting that is left out", () => {
  const initial = Object.fromEntries(linkSettings.map(setting => [setting.name, setting.initial]));

  expect(toSettings({ original_url, reuse: false })).toEqual({ ...initial, targetUrl: original_url });
});

test("a setting that is left out stays as it is", () => {
  expect(applyChanges(settings, {})).toEqual(settings);
  expect(applyChanges(settings, { title: "Sold" })).toEqual({ ...settings, title: "Sold" });
});

test.each<[string, Parameters<typeof applyChanges>[1], Partial<LinkSettings>]>([
  ["null clears a text", { notes: null }, { notes: null }],
  ["an empty text clears it", { title: "", folder: "" }, { title: null, folder: null }],
  ["null clears a time", { starts_at: null }, { startsAt: null }],
  ["null clears a URL", { fallback_url: null }, { fallbackUrl: null }],
  ["false is a value", { is_indexable: false }, { isIndexable: false }],
])("%s", (_rule, changes, changed) => {
  expect(applyChanges(settings, changes)).toEqual({ ...settings, ...changed });
});

test("a link keeps the time when it was archived first, until it is no longer archived", () => {
  const archived = { ...settings, archivedAt: time };

  expect(applyChanges(settings, { is_archived: true }).archivedAt).toBeInstanceOf(Date);
  expect(applyChanges(archived, { is_archived: true }).archivedAt).toEqual(time);
  expect(applyChanges(archived, { is_archived: false }).archivedAt).toBeNull();
});

test("the rules of a link survive a change of another setting, and reach the cache", async () => {
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
