import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pruneOrphanHits } from "./prune-orphan-hits.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 2, applicationName: "test" });
});
afterAll(() => db.destroy());

test("pruneOrphanHits keeps the codes with most hits per domain and day and sums up the others", async () => {
  await sql`
    insert into orphan_hits (domain_id, day, code, hits, human_hits, last_hit_at)
    select 1, '2026-11-20', 'c' || i, i, 1, timestamptz '2026-11-20' + make_interval(secs => i)
    from generate_series(1, 1500) as i`.execute(db);
  await sql`
    insert into orphan_hits (domain_id, day, code, hits, human_hits, last_hit_at)
    values (1, '2026-11-20', '', 1, 1, now()), (2, '2026-11-20', 'few', 1, 1, now()), (1, '2026-11-21', 'few', 1, 1, now())`.execute(
    db,
  );
  const sum = async () => {
    const { rows } = await sql`select sum(hits) as hits, sum(human_hits) as people from orphan_hits`.execute(db);
    return rows[0];
  };
  const before = await sum();

  await Promise.all([pruneOrphanHits(db), pruneOrphanHits(db)]);
  await pruneOrphanHits(db);

  const left = await db
    .selectFrom("orphan_hits")
    .selectAll()
    .where("domain_id", "=", 1)
    .where("day", "=", "2026-11-20")
    .execute();
  expect(left).toHaveLength(1_002);
  expect(left.find(row => row.code === "(other)")).toMatchObject({ hits: (500 * 501) / 2, human_hits: 500 });
  expect(left.some(row => row.code === "")).toBe(true);
  expect(left.some(row => row.code === "c500")).toBe(false);
  expect(left.some(row => row.code === "c501")).toBe(true);
  expect(await sum()).toEqual(before);
  expect(await db.selectFrom("orphan_hits").selectAll().where("code", "=", "few").execute()).toHaveLength(2);
});
