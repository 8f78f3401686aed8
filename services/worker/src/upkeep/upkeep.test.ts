import { createDomainCache, createLinkCache, createRedis, settled } from "@shunt/cache";
import { createDb, type Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { aCachedDomain, aCachedLink } from "@shunt/testing";
import { createTestDatabase, startTestRedis } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ensureClickPartitions } from "./click-partitions.ts";
import { destroyVisitorKeys } from "./delete-expired.ts";
import { sweepCacheOutbox } from "./sweep-cache-outbox.ts";

const log = createLogger("test", "silent");
let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
});
afterAll(() => db.destroy());

async function findPartitions(table = "click_events"): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select inhrelid::regclass::text as name from pg_inherits
    where inhparent = ${table}::regclass order by 1`.execute(db);
  return rows.map(row => row.name);
}

async function anEventAt(clickedAt: Date): Promise<void> {
  await sql`insert into click_events (clicked_at, link_id, id, workspace_id, class, source, destination)
    values (${clickedAt}, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'human', 'link', '')`.execute(db);
}

test("ensureClickPartitions creates partitions from yesterday to a week ahead, also concurrently and repeatedly", async () => {
  const now = Date.UTC(2027, 0, 31, 23, 59);

  await Promise.all([ensureClickPartitions(db, now, log), ensureClickPartitions(db, now, log)]);
  await ensureClickPartitions(db, now + 24 * 60 * 60_000, log);

  expect(await findPartitions()).toEqual([
    "click_events_20270130",
    "click_events_20270131",
    "click_events_20270201",
    "click_events_20270202",
    "click_events_20270203",
    "click_events_20270204",
    "click_events_20270205",
    "click_events_20270206",
    "click_events_20270207",
    "click_events_20270208",
    "click_events_default",
  ]);
  const slim = await findPartitions("slim_clicks");
  expect(slim.map(name => name.replace("slim_clicks", "click_events"))).toEqual(await findPartitions());
});

test("ensureClickPartitions uses UTC days in any server time zone", async () => {
  const now = Date.UTC(2028, 0, 31);
  const { url } = await createTestDatabase();
  const inZone = (zone: string) =>
    createDb({ url: `${url}?options=${encodeURIComponent(`-c TimeZone=${zone}`)}`, max: 1, applicationName: "test" });
  const [tokyo, newYork] = [inZone("Asia/Tokyo"), inZone("America/New_York")];

  await ensureClickPartitions(tokyo, now, log);
  await ensureClickPartitions(newYork, now + 24 * 60 * 60_000, log);

  const { rows } = await sql<{ bounds: string }>`
    select pg_get_expr(relpartbound, oid) as bounds from pg_class
    where relname = 'click_events_20280208'`.execute(newYork);
  expect(rows[0]?.bounds).toContain("'2028-02-07 19:00:00-05'");
  await Promise.all([tokyo.destroy(), newYork.destroy()]);
});

test("ensureClickPartitions skips a day with rows in the default partition", async () => {
  const now = Date.UTC(2029, 5, 1, 12);
  const warn = vi.spyOn(log, "warn");
  await anEventAt(new Date(now));

  await ensureClickPartitions(db, now, log);

  const made = await findPartitions();
  expect(made).not.toContain("click_events_20290601");
  expect(made).toContain("click_events_20290602");
  expect(await findPartitions("slim_clicks")).toContain("slim_clicks_20290601");
  expect(warn).toHaveBeenCalledWith({ table: "click_events", day: "2029-06-01" }, expect.any(String));
});

test("destroyVisitorKeys deletes old keys and their days' visitors", async () => {
  const now = Date.UTC(2026, 10, 20, 12);
  const key = Buffer.alloc(32);
  await db
    .insertInto("visitor_keys")
    .values([
      { day: "2026-11-17", key },
      { day: "2026-11-18", key },
      { day: "2026-11-20", key },
    ])
    .execute();

  const visit = { link_id: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf", visitor_hash: key };
  await db
    .insertInto("daily_visitors")
    .values([
      { ...visit, day: "2026-11-17" },
      { ...visit, day: "2026-11-18" },
    ])
    .execute();

  await destroyVisitorKeys(db, now);

  const seen = await db.selectFrom("daily_visitors").select("day").execute();
  expect(seen).toEqual([{ day: "2026-11-18" }]);
  const kept = await db.selectFrom("visitor_keys").select("day").orderBy("day").execute();
  expect(kept.map(({ day }) => day)).toEqual(["2026-11-18", "2026-11-20"]);
});

test("sweepCacheOutbox publishes old changes and leaves recent ones", async () => {
  const server = await startTestRedis();
  const redis = createRedis({ url: server.url, name: "test", commandTimeoutMs: 30_000, onError: () => {} });
  await settled(redis);
  const linkCache = createLinkCache(redis);
  const domainCache = createDomainCache(redis);
  await linkCache.put({ domainId: 1, code: "old" }, aCachedLink({ version: 1 }));
  await linkCache.put({ domainId: 1, code: "new" }, aCachedLink({ version: 1 }));
  const change = { domain_id: 1, version: 2 };
  await db
    .insertInto("cache_outbox")
    .values([
      { ...change, code: "old", created_at: new Date(Date.now() - 60_000) },
      { ...change, code: "new" },
    ])
    .execute();

  await domainCache.put("go.example.com", aCachedDomain({ version: 1 }));
  await db
    .insertInto("cache_outbox")
    .values({ ...change, code: "", host: "go.example.com", created_at: new Date(Date.now() - 60_000) })
    .execute();

  const swept = await sweepCacheOutbox({ db, linkCache, domainCache });

  expect(swept).toBe(2);
  expect((await domainCache.findMany(["go.example.com"]))[0]).toBeUndefined();
  expect((await linkCache.findMany([{ domainId: 1, code: "old" }]))[0]).toBeNull();
  expect((await linkCache.findMany([{ domainId: 1, code: "new" }]))[0]).toBeDefined();
  const left = await db.selectFrom("cache_outbox").select("code").execute();
  expect(left).toEqual([{ code: "new" }]);
  redis.disconnect();
  await server.stop();
});
