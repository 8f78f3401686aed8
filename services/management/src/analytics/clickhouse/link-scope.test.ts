import { type ClickHouse, createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { anonymousWorkspaceId, createDb, type Db } from "@shunt/db";
import { createTestDatabase, findTestClickHouse } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isOfScope } from "./link-scope.ts";
import { type Sources, toSources } from "./sources.ts";
import { ch, compile } from "./statement.ts";

const engine = await findTestClickHouse();
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";
const testOnEngine = test.skipIf(engine === undefined);
const links = 7_000;

let clickHouse: ClickHouse;
let db: Db;
let sources: Sources;
/** Characters of the inserts so far. */
let inserted = 0;
beforeAll(async () => {
  if (!engine) return;
  const url = engine.newDatabase();
  await migrateClickHouse(url);
  clickHouse = createClickHouse({ url, applicationName: "test", timeoutMs: 60_000 });
  db = createDb({ url: (await createTestDatabase()).url, max: 1, applicationName: "test" });
  await insertLinks(links);
  await clickHouse.run("INSERT INTO click_events (link_id, class) SELECT generateUUIDv4(), 'human' FROM numbers(50)");
  const own = toSources(db, clickHouse);
  sources = {
    ...own,
    insert(table, rows, options) {
      inserted += rows.length;
      return own.insert(table, rows, options);
    },
  };
});
afterAll(async () => {
  await db?.destroy();
  await clickHouse?.close();
  await engine?.stop();
});

async function insertLinks(count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status)
    select gen_random_uuid(), ${anonymousWorkspaceId}, 'https://example.com/', true, true, 302
    from generate_series(1, ${count}::int) returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** A click of each link, in its current state. */
async function insertClicks(): Promise<void> {
  const { rows } = await sql<{ id: string; since: string }>`
    select id, case when isfinite(clicks_since) then (extract(epoch from clicks_since) * 1000)::bigint else 0 end::text as since
    from links`.execute(db);
  const lines = rows.map(({ id, since }) => `${id}\t${since}\thuman\n`).join("");
  await clickHouse.insert("click_events", lines, {
    columns: ["link_id", "since", "class"],
    token: crypto.randomUUID(),
  });
}

/** Counts the clicks of all links. Returns the size of the question, too. */
async function ask() {
  const before = inserted;
  const statement = ch`select count() as clicks from click_events where ${await isOfScope(sources, sql`true`, {})}`;
  const [found] = await sources.ask<{ clicks: number }>(statement);
  const { text, params } = compile(statement);
  return { clicks: found?.clicks, sent: text.length + JSON.stringify(params).length, written: inserted - before };
}

testOnEngine(`the links of a large scope are sent once, and again when they change${where}`, async () => {
  await insertClicks();

  const first = await ask();
  const second = await ask();
  await sql`update links set clicks_since = '2026-11-20T12:00:00Z' where id = (select min(id::text)::uuid from links)`.execute(
    db,
  );
  const reset = await ask();
  const counted = await ask();
  await insertLinks(1);
  await insertClicks();
  const added = await ask();

  expect(first).toMatchObject({ clicks: links });
  expect(first.written).toBeGreaterThan(36 * links);
  expect(second).toMatchObject({ clicks: links, written: 0 });
  expect(second.sent).toBeLessThan(500);
  expect(reset.clicks).toBe(links - 1);
  expect(reset.written).toBeGreaterThan(36 * links);
  expect(counted).toEqual({ ...reset, written: 0 });
  expect(added.clicks).toBe(2 * links);
});

testOnEngine(`links of a scope that are about to be deleted are written again${where}`, async () => {
  await ask();
  await clickHouse.run(
    "INSERT INTO link_scopes SELECT scope, link_id, since, made_at - INTERVAL 1 DAY FROM link_scopes WHERE made_at > now() - INTERVAL 1 HOUR",
  );
  await clickHouse.run("DELETE FROM link_scopes WHERE made_at > now() - INTERVAL 1 HOUR");

  expect((await ask()).written).toBeGreaterThan(0);
  expect((await ask()).written).toBe(0);
});
