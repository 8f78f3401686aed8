import { createDb, type Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { toDay } from "../ingest/aggregate/day.ts";
import { readAgreedTime } from "./agreed-time.ts";
import { ensureClickPartitions } from "./click-partitions.ts";
import { toUpkeepTasks } from "./tasks.ts";

const log = createLogger("test", "silent");
const dayMs = 24 * 60 * 60_000;
const year = 400 * dayMs;
let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 2, applicationName: "test" });
});
afterAll(() => db.destroy());

async function countRows(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from ${sql.table(table)}`.execute(db);
  return rows[0]?.count ?? 0;
}

test.each([
  [year, "is 34560000 s ahead of that of Postgres"],
  [-year, "is 34560000 s behind that of Postgres"],
])("readAgreedTime rejects a clock that differs by %i ms", async (differenceMs, message) => {
  await expect(readAgreedTime(db, () => Date.now() + differenceMs)).rejects.toThrow(message);
});

test("readAgreedTime returns the time of Postgres while both clocks differ by minutes", async () => {
  const at = await readAgreedTime(db, () => Date.now() + 20 * 60_000);

  expect(Math.abs(at - Date.now())).toBeLessThan(60_000);
});

test("upkeep deletes nothing on a worker whose clock is a year ahead", async () => {
  await ensureClickPartitions(db, Date.now(), log);
  await sql`insert into click_events (clicked_at, link_id, id, workspace_id, class, source, destination)
    values (now(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'human', 'link', '')`.execute(db);
  await db.insertInto("ingested_batches").values({ name: "counted", clicks: 1 }).execute();
  await db
    .insertInto("visitor_keys")
    .values({ day: toDay(Date.now()), key: Buffer.alloc(32) })
    .execute();
  const dropOlderThan = vi.fn(async () => 0);
  const tasks = toUpkeepTasks({
    ...{ db, clickHouse: undefined, log, retentionDays: 30, baseUrl: "https://s.example", checksLinks: true },
    ...{ secrets: [], deadBatches: { dropOlderThan }, onMismatch: () => {}, now: () => Date.now() + year },
  });

  const results = await Promise.allSettled(tasks.map(({ run }) => run()));

  const failed = tasks.filter((_task, i) => results[i]?.status === "rejected").map(({ name }) => name);
  expect(failed).toEqual(
    expect.arrayContaining(["drop-old-clicks", "delete-old-batch-names", "delete-expired-tokens"]),
  );
  const kept = ["click_events", "ingested_batches", "visitor_keys"].map(countRows);
  expect(await Promise.all(kept)).toEqual([1, 1, 1]);
  expect(dropOlderThan).not.toHaveBeenCalled();
});
