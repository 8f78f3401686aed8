import { addToWorkspaces, anonymousWorkspaceId, createDb, type Db, type LinkDay } from "@shunt/db";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { createPostgresReader } from "./create-postgres-reader.ts";

const links = 60;
const days = 50;

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

interface Owner {
  token: string;
  workspaceId: string;
  codes: string[];
  ids: string[];
}

/** The owner of links that share a tag and have a click a day, as a worker counts it. */
async function anOwner(): Promise<Owner> {
  const { token } = await api.signUp();
  const body = Array.from({ length: links }, (_, i) => ({ original_url: `https://example.com/${i}`, tags: ["all"] }));
  const { results } = (await api.call("POST", "/api/v1/urls/bulk", { body, token })).body as {
    results: { id: string; short_code: string }[];
  };
  const ids = results.map(({ id }) => id);
  const { workspace_id: workspaceId } = await db
    .selectFrom("links")
    .select("workspace_id")
    .where("id", "=", ids[0] as string)
    .executeTakeFirstOrThrow();
  await click(ids);
  return { token, workspaceId, codes: results.map(link => link.short_code), ids };
}

/** At hours that differ by link, from today back, and none in the future: answers about a period end now. */
async function click(ids: readonly string[]): Promise<void> {
  const clicks = sql`(
    select id as link_id, n, least(
        date_trunc('day', now(), 'UTC') - age * interval '24 hours' + (n % 23) * interval '1 hour',
        date_trunc('hour', now(), 'UTC')
      ) as at
    from unnest(${ids}::uuid[]) with ordinality as link (id, n), generate_series(0, ${sql.lit(days - 1)}) as age
  ) as click`;
  const sums = sql`1, (n % 5 > 0)::int, (n % 3 > 0)::int, (n % 7 = 0)::int`;
  await sql`insert into link_quarter_hourly (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, at, ${sums} from ${clicks}`.execute(db);
  await sql`insert into link_daily (link_id, day, clicks, human_clicks, unique_visitors, scans, packed_rows)
    select link_id, (at at time zone 'UTC')::date, ${sums}, 1 from ${clicks}`.execute(db);
  await sql`insert into packed_dimensions (link_id, day, dimension, value, detail, clicks, human_clicks)
    select link_id, (at at time zone 'UTC')::date, array['country', 'browser'], array['C' || n % 6, 'B' || n % 4],
      array['', (n % 9)::text], array[1, 1], array[(n % 5 > 0)::int, (n % 5 > 0)::int] from ${clicks}`.execute(db);
}

/** @param condition on `link_daily` */
async function sumUp(
  { ids }: Pick<Owner, "ids">,
  condition = sql<boolean>`day < (now() at time zone 'UTC')::date`,
): Promise<void> {
  const { rows } = await sql<LinkDay>`
    select link_id as "linkId", day::text as day from link_daily where link_id = any(${ids}::uuid[]) and ${condition}`.execute(
    db,
  );
  await db.transaction().execute(tx => addToWorkspaces(tx, rows));
}

const zones = ["UTC", "Asia/Kathmandu"];

/** Questions that do not need single clicks. */
const questions = zones.flatMap(timezone => [
  `series?interval=week&days=40&timezone=${timezone}`,
  `series?interval=hour&days=9&timezone=${timezone}`,
  `series?interval=month&days=90&include_bots=true&timezone=${timezone}`,
  `heatmap?days=30&timezone=${timezone}`,
  `breakdown?dimension=country&days=90&timezone=${timezone}`,
  `breakdown?dimension=browser_version&days=33&include_bots=true&size=5&timezone=${timezone}`,
]);

/** Asks for the whole workspace, and for the tag of all links, which is answered from the sums of links. */
async function expectExact({ token }: Owner): Promise<void> {
  for (const question of questions) {
    const get = async (path: string) => (await api.call("GET", `/api/v1/analytics/${path}`, { token })).body;
    expect(await get(question), question).toEqual(await get(`${question}&tag=all`));
  }
}

test("answers about a workspace are those about all its links, whatever days its sums contain", async () => {
  const owner = await anOwner();
  await sumUp(owner, sql`extract(day from day)::int % 2 = 0`);
  await expectExact(owner);

  await sumUp(owner);
  await expectExact(owner);
});

async function countLinks({ token }: Owner): Promise<number> {
  const { body } = await api.call("GET", "/api/v1/analytics/series?interval=day&days=10&include_bots=true", { token });
  return body.totals.clicks / 10;
}

test("links that are deleted or reset leave the sums of their workspace", async () => {
  const owner = await anOwner();
  await sumUp(owner);
  const { token, codes } = owner;
  expect(await countLinks(owner)).toBe(links);

  await api.call("DELETE", `/api/v1/urls/${codes[0]}`, { token });
  await api.call("DELETE", `/api/v1/analytics/${codes[1]}`, { token });

  expect(await countLinks(owner)).toBe(links - 2);
  await expectExact(owner);
});

test("a claimed link leaves the sums of its former workspace", async () => {
  const owner = await anOwner();
  const { body: link } = await api.call("POST", "/api/v1/urls", { body: { original_url: "https://example.com/" } });
  await click([link.id]);
  await sumUp({ ids: [...owner.ids, link.id] });

  await api.call("POST", "/api/v1/urls/claim", { token: owner.token, body: { secrets: [link.claim.secret] } });

  expect(await countLinks(owner)).toBe(links + 1);
  const { rows } = await sql`select sum(each)::int as clicks from workspace_quarters, unnest(clicks) as each
    where workspace_id = ${anonymousWorkspaceId}`.execute(db);
  expect(rows).toEqual([{ clicks: 0 }]);
});

test("a question about a large workspace and a long period reads few rows", async () => {
  const owner = await anOwner();
  await sumUp(owner);
  await sql`vacuum analyze`.execute(db);
  const period = { from: dayBefore(45), to: dayBefore(3), timeZone: "Europe/Vienna" };
  const count = async (condition: { isSummed: boolean }) =>
    db.transaction().execute(async tx => {
      const reader = createPostgresReader({ db: tx, config: { database: { url: api.databaseUrl } } } as never);
      const includes = (column: ReturnType<typeof sql>) =>
        sql`${column} in (select id from links where workspace_id = ${owner.workspaceId})`;
      const scope = { ...condition, workspaceIds: [owner.workspaceId], links: undefined, includes };
      const before = await countRowsRead(tx);
      const query = { scope, period, filters: [], includesBots: false, signal: AbortSignal.timeout(60_000) } as never;
      const total = await reader.countClicks(query);
      await reader.findSeries(query, "day");
      await reader.findHeatMap(query);
      return { total, rows: (await countRowsRead(tx)) - before };
    });

  const [whole, single] = [await count({ isSummed: true }), await count({ isSummed: false })];

  expect(whole.total).toBe(single.total);
  expect(whole.rows * 10).toBeLessThan(single.rows);
});

/** Rows that the connection has read from the tables of sums. */
async function countRowsRead(tx: Db): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables
    where relname like 'link\\_%' or relname like 'workspace\\_%' or relname = 'packed_dimensions'`.execute(tx);
  return (rows[0] as { read: number }).read;
}

function dayBefore(age: number): string {
  return new Date(Date.now() - age * 24 * 60 * 60_000).toISOString().slice(0, 10);
}
