import { createHash } from "node:crypto";
import type { ClickHouse } from "@shunt/clickhouse";
import { toMissed } from "@shunt/contracts/clicks";
import type { Db } from "@shunt/db";
import { aClick } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readFromClickHouse, readFromPostgres } from "../testing/history-numbers.ts";
import { startTestClicks, type TestClicks } from "../testing/test-clickhouse.ts";
import { insertTestLink, startTestIngest, type TestIngest } from "../testing/test-ingest.ts";
import { forgetClicks } from "../upkeep/clickhouse/forget-clicks.ts";
import { deleteHistory } from "./delete-history.ts";
import { hasUnmovedHistory } from "./find-parts.ts";
import { moveHistory } from "./move-history.ts";

const clicks = (await startTestClicks()) as TestClicks;
const testOnEngine = test.skipIf(clicks === undefined);
const where = clicks ? "" : " (needs the engine of ClickHouse or TEST_CLICKHOUSE_URL)";
const dayMs = 24 * 60 * 60_000;
const noon = Math.floor(Date.now() / dayMs) * dayMs - dayMs / 2;

let worker: TestIngest;
let toPostgres: TestIngest["ingest"];
let toClickHouse: TestIngest["ingest"];
let db: Db;
beforeAll(async () => {
  if (!clicks) return;
  worker = await startTestIngest();
  ({ db } = worker);
  // Also for days whose key would be destroyed, so that history has visitors.
  const visitorKeyOf = async (_db: Db, day: string) => createHash("sha256").update(day).digest();
  toPostgres = worker.startAnother({ visitorKeyOf });
  toClickHouse = worker.startAnother({ visitorKeyOf, clickHouse: clicks.clickHouse });
  await fill();
});
afterAll(async () => {
  await worker?.stop();
  await clicks?.stop();
});

const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
/** The last is reset while it has clicks. */
const links: string[] = [];
let deleted: string;

/** Clicks of several visitors in both forms, over days with sums only, with single clicks, and with open visitors. */
async function fill(): Promise<void> {
  for (let i = 0; i < 4; i++) links.push(await insertTestLink(db));
  deleted = await insertTestLink(db);
  for (const [round, daysAgo] of [60, 41, 40, 3, 2, 1, 0].entries()) {
    const from = round % 2 === 0 ? "-infinity" : "infinity";
    await sql`update click_forms set from_day = ${from}`.execute(db);
    if (daysAgo === 2) await reset();
    const at = noon - daysAgo * dayMs;
    const each = [...links, deleted].flatMap((linkId, i) => [
      ...Array.from({ length: 3 }, (_, n) => aClick({ linkId, at: at + n * 1_200_000, ip: `192.0.2.${(n + i) % 3}` })),
      aClick({ linkId, at, userAgent: googlebot }),
      aClick({ linkId, at: at + 1, source: "qr", target: `https://example.com/${"ü".repeat(600)}/${i}` } as never),
      aClick({ linkId: "", at, missed: toMissed({ domainId: 1, code: `code-${i % 2}` }) }),
    ]);
    await toPostgres(each);
  }
  const gone = new Date(noon - 50 * dayMs);
  await sql`delete from click_events where clicked_at < ${gone}`.execute(db);
  await sql`delete from slim_clicks where clicked_at < ${gone}`.execute(db);
  await sql`delete from links where id = ${deleted}`.execute(db);
}

async function reset(): Promise<void> {
  const id = links.at(-1);
  await sql`update links set clicks_since = ${new Date(noon - 2.5 * dayMs)} where id = ${id}`.execute(db);
  for (const table of [
    "link_daily",
    "link_quarter_hourly",
    "link_daily_dimension",
    "packed_dimensions",
    "daily_visitors",
  ] as const)
    await db
      .deleteFrom(table)
      .where("link_id", "=", id as string)
      .execute();
}

const sinceOf = async (id: string) => {
  const { rows } = await sql<{ since: number | null }>`
    select case when isfinite(clicks_since) then extract(epoch from clicks_since)::bigint * 1000 end as since from links
    where id = ${id}`.execute(db);
  return rows[0]?.since ?? 0;
};
const move = (clickHouse: ClickHouse = clicks.clickHouse, verify = true) =>
  moveHistory({ db, pool: worker.pool, clickHouse, now: Date.now(), rowsOfChunk: 7, verify });

async function expectSame(): Promise<void> {
  for (const id of links) {
    const expected = await readFromPostgres(db, id);
    expect(await readFromClickHouse(clicks.clickHouse, id, await sinceOf(id))).toEqual(expected);
    expect(Object.values(expected).every(lines => lines.length > 2)).toBe(true);
  }
}

/** Ends a call at an insert: before it, after it, or with the insert under way, which ends during the next call. */
function interrupt(at: number, when: "before" | "after" | "late"): ClickHouse {
  let count = 0;
  return {
    ...clicks.clickHouse,
    async insert(...args) {
      const isLast = ++count === at;
      if (isLast && when === "late") late.push(() => clicks.clickHouse.insert(...args));
      else if (!isLast || when === "after") {
        for (const end of late.splice(0)) await end();
        await clicks.clickHouse.insert(...args);
      }
      if (isLast) throw new Error("killed");
    },
  };
}
const late: (() => Promise<void>)[] = [];

testOnEngine(`history that is moved in many interrupted steps has each number once${where}`, async () => {
  expect(await hasUnmovedHistory(db)).toBe(true);
  await expect(deleteHistory(db)).rejects.toThrow("run shunt clicks move --verify first");

  const ways = ["before", "after", "late"] as const;
  let interruptions = 0;
  for (; ; interruptions++) {
    const isDone = await move(interrupt(1 + (interruptions % 3), ways[interruptions % 4] ?? "before")).then(
      () => true,
      err => {
        if (!String(err).includes("killed")) throw err;
        return false;
      },
    );
    if (isDone) break;
  }

  expect(interruptions).toBeGreaterThan(10);
  await expectSame();
  expect(await readFromClickHouse(clicks.clickHouse, deleted)).toEqual({
    events: [],
    quarters: [],
    visitors: [],
    values: [],
  });
  expect(await hasUnmovedHistory(db)).toBe(false);
  const hits = await clicks.clickHouse.query(
    "SELECT code, sum(hits) AS hits FROM orphan_hits GROUP BY code ORDER BY code",
  );
  expect(hits).toEqual([
    { code: "code-0", hits: 21 },
    { code: "code-1", hits: 14 },
  ]);
});

testOnEngine(
  `moving once more changes nothing, and with verify copies clicks that Postgres got since${where}`,
  async () => {
    const first = await move();
    await expectSame();
    await toPostgres([
      aClick({ linkId: links[0] as string, at: noon + 5 }),
      aClick({ linkId: links[1] as string, at: noon - 60 * dayMs }),
    ]);

    const unverified = await move(clicks.clickHouse, false);
    const second = await move();

    // The second click is of a day that is not copied yet.
    expect(unverified.events).toBe((first.events ?? 0) + 1);
    expect(second.events).toBe((first.events ?? 0) + 2);
    await expectSame();
  },
);

testOnEngine(`a visitor of both stores on one day counts once${where}`, async () => {
  const [slim, wide] = [await insertTestLink(db), await insertTestLink(db)];
  const at = Date.now();
  await toPostgres([aClick({ linkId: wide, at }), aClick({ linkId: wide, at, ip: "192.0.2.8" })]);
  await sql`update click_forms set from_day = '-infinity'`.execute(db);
  await toPostgres([aClick({ linkId: slim, at }), aClick({ linkId: slim, at, ip: "192.0.2.8" })]);
  for (const linkId of [slim, wide])
    await toClickHouse([aClick({ linkId, at: at + 1 }), aClick({ linkId, at: at + 1, ip: "192.0.2.9" })]);

  await move();

  for (const linkId of [slim, wide]) {
    const { visitors } = await readFromClickHouse(clicks.clickHouse, linkId);
    expect(visitors).toEqual([`${new Date(at).toISOString().slice(0, 10)}|3`]);
    const sql = "SELECT uniqExact(visitor_hash) AS known FROM click_events WHERE link_id = {linkId:UUID}";
    expect(await clicks.clickHouse.query(sql, { linkId })).toEqual([{ known: 3 }]);
  }
});

testOnEngine(`nothing of a link that is reset or deleted during a move comes back${where}`, async () => {
  const [kept, gone] = [await insertTestLink(db), await insertTestLink(db)];
  const at = Date.now() - 3_600_000;
  for (const linkId of [kept, gone])
    await toPostgres([aClick({ linkId, at }), aClick({ linkId, at: at - 40 * dayMs })]);
  const forget = (linkId: string) =>
    sql`
    insert into forgotten_clicks (link_id, before, created_at) values (${linkId}, now(), now() - interval '2 minutes')`.execute(
      db,
    );
  await expect(move(interrupt(4, "after"))).rejects.toThrow("killed");
  await sql`update history_moves set begun_at = now() - interval '3 minutes' where done_at is null`.execute(db);
  await sql`update links set clicks_since = now() where id = ${kept}`.execute(db);
  await sql`delete from links where id = ${gone}`.execute(db);
  for (const linkId of [kept, gone]) await forget(linkId);

  await forgetClicks(db, clicks.clickHouse);
  const waiting = await db.selectFrom("forgotten_clicks").select("link_id").execute();
  await move();
  await forgetClicks(db, clicks.clickHouse);

  expect(waiting).toHaveLength(2);
  for (const table of [
    "click_events",
    "link_quarter_hourly",
    "link_daily_dimension",
    "link_visitors",
    "daily_visitors",
  ]) {
    const left = `SELECT 1 FROM ${table} WHERE link_id IN {ids:Array(UUID)}`;
    expect(await clicks.clickHouse.query(left, { ids: [kept, gone] }), table).toEqual([]);
  }
  await expectSame();
});

testOnEngine(`deleteHistory leaves totals in Postgres and all numbers in ClickHouse${where}`, async () => {
  const totals = () => db.selectFrom("link_totals").selectAll().orderBy("link_id").execute();
  const numbers = async () =>
    Promise.all(links.map(async id => readFromClickHouse(clicks.clickHouse, id, await sinceOf(id))));
  const before = [await totals(), await numbers()];

  await deleteHistory(db);
  const moved = await move();

  expect(moved).toEqual({});
  expect([await totals(), await numbers()]).toEqual(before);
  for (const table of [
    "click_events",
    "slim_clicks",
    "link_quarter_hourly",
    "packed_dimensions",
    "orphan_hits",
  ] as const)
    expect(await sql`select 1 from ${sql.table(table)}`.execute(db)).toMatchObject({ rows: [] });
});

testOnEngine(`clicks that Postgres gets after its history was deleted are added${where}`, async () => {
  const link = links[0] as string;
  const before = await readFromClickHouse(clicks.clickHouse, link);
  await toPostgres([aClick({ linkId: link, at: noon - 1 })]);

  await move();

  expect((await readFromClickHouse(clicks.clickHouse, link)).events).toHaveLength(before.events.length + 1);
});
