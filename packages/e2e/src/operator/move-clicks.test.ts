import { createClickHouse, migrateClickHouse } from "@shunt/clickhouse";
import { anonymousWorkspaceId, createDb, type Db } from "@shunt/db";
import { createTestDatabase, findTestClickHouse } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOperator } from "../harness/run-operator.ts";

const engine = await findTestClickHouse();
const where = engine ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";
const testOnEngine = test.skipIf(engine === undefined);

const linkId = "01a22671-0d14-7000-b302-caf026e4e19a";
let db: Db;
let env: { DATABASE_URL: string; CLICKHOUSE_URL: string };
beforeAll(async () => {
  const { url } = await createTestDatabase();
  db = createDb({ url, max: 1, applicationName: "test" });
  env = { DATABASE_URL: url, CLICKHOUSE_URL: engine?.newDatabase() ?? "" };
});
afterAll(async () => {
  await db?.destroy();
  await engine?.stop();
});

async function insertHistory(): Promise<void> {
  await sql`insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status)
    values (${linkId}, ${anonymousWorkspaceId}, 'https://example.com/', true, true, 302)`.execute(db);
  await sql`insert into click_events (clicked_at, link_id, id, workspace_id, class, source, destination)
    select now() - make_interval(days => i), ${linkId}, gen_random_uuid(), ${anonymousWorkspaceId}, 'human', 'link', 'https://example.com/'
    from generate_series(0, 2) as i`.execute(db);
  await sql`insert into link_quarter_hourly (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, date_bin('15 minutes', clicked_at, timestamptz 'epoch'), 1, 1, 1, 0 from click_events`.execute(db);
}

/** Returns the finding of shunt doctor about the history. */
async function examine() {
  const { output } = await runOperator(env, "doctor", "--json");
  const { checks } = JSON.parse(output) as { checks: { name: string; status: string; advice?: string }[] };
  return checks.find(({ name }) => name === "clicks history");
}

test("shunt clicks move without CLICKHOUSE_URL is refused", async () => {
  const { code, output, errors } = await runOperator({ DATABASE_URL: env.DATABASE_URL }, "clicks", "move");

  expect([code, output]).toEqual([2, ""]);
  expect(errors).toContain("CLICKHOUSE_URL is not set");
});

testOnEngine(`shunt clicks move names migrations that have not run${where}`, async () => {
  await createDatabaseOnly();
  const { code, errors } = await runOperator(env, "clicks", "move");

  expect(code).toBe(1);
  expect(errors).toContain('run "shunt migrate"');
});

/** As an operator does who creates it for a user without that right. */
async function createDatabaseOnly(): Promise<void> {
  const { pathname } = new URL(env.CLICKHOUSE_URL);
  const clickHouse = createClickHouse({ url: new URL("/default", env.CLICKHOUSE_URL).href, applicationName: "test" });
  await clickHouse.run(`CREATE DATABASE ${pathname.slice(1)}`);
  await clickHouse.close();
}

testOnEngine(
  `shunt clicks move names part, table and column of a value that does not fit, and no row${where}`,
  async () => {
    await migrateClickHouse(env.CLICKHOUSE_URL);
    await insertHistory();
    const clickHouse = createClickHouse({ url: env.CLICKHOUSE_URL, applicationName: "test" });
    await clickHouse.run("ALTER TABLE click_events MODIFY COLUMN source UInt8");

    const { code, output, errors } = await runOperator(env, "clicks", "move");
    await clickHouse.run("ALTER TABLE click_events MODIFY COLUMN source LowCardinality(String)");
    await clickHouse.close();

    expect(code).toBe(1);
    expect(errors).toMatch(/single clicks of \d{4}-\d\d-\d\d: .*into click_events, column source/);
    expect(output + errors).not.toContain("example.com");
  },
);

testOnEngine(
  `shunt clicks move copies history, deletes it only with --delete, and doctor warns before${where}`,
  async () => {
    const countEvents = async () => (await db.selectFrom("click_events").select("id").execute()).length;

    expect(await examine()).toMatchObject({ status: "warning", advice: expect.stringContaining("shunt clicks move") });
    const moved = { "open-visitors": 3, events: 3, quarters: 3, visitors: 0 };
    const first = await runOperator(env, "clicks", "move", "--json");
    expect(first).toMatchObject({ code: 0, errors: "" });
    expect(JSON.parse(first.output)).toEqual({ moved, deleted: false });
    expect(await examine()).toMatchObject({ status: "ok" });

    const asked = await runOperator(env, "clicks", "move", "--delete");
    expect(asked.code).toBe(1);
    expect(asked.errors).toContain("add --yes");
    expect(await countEvents()).toBe(3);
    const last = await runOperator(env, "clicks", "move", "--delete", "--yes", "--json");
    expect(JSON.parse(last.output)).toEqual({ moved, deleted: true });
    expect(await countEvents()).toBe(0);
    expect(await examine()).toMatchObject({ status: "ok" });
  },
);
