import { randomUUID } from "node:crypto";
import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pruneRequestLog } from "./prune-request-log.ts";

const now = Date.UTC(2026, 10, 20, 12);
const dayMs = 24 * 60 * 60_000;
let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 2, applicationName: "test" });
});
afterAll(() => db.destroy());

/** @param ages ages of requests (ms) */
async function anAccountWith(ages: readonly number[]): Promise<string> {
  const userId = randomUUID();
  await db
    .insertInto("users")
    .values({ id: userId, email: `${userId}@example.com`, full_name: null, password_hash: "" })
    .execute();
  await sql`
    insert into request_log (id, user_id, key_id, key_name, at, method, path, status, duration_ms, request_id)
    select id, ${userId}, gen_random_uuid(), 'key', now(), 'GET', '/api/v1/urls', 200, 1, request_id
    from unnest(
      ${ages.map(age => uuidv7({ msecs: now - age }))}::uuid[], ${ages.map((_, i) => String(i))}::text[]
    ) as given (id, request_id)`.execute(db);
  return userId;
}

async function kept(userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("request_log")
    .select("request_id")
    .where("user_id", "=", userId)
    .orderBy("id")
    .execute();
  return rows.map(row => row.request_id);
}

test("pruneRequestLog keeps seven days, and the latest 10,000 requests of each account", async () => {
  const few = await anAccountWith([7 * dayMs + 1, 7 * dayMs, 0]);
  const many = await anAccountWith(Array.from({ length: 10_003 }, (_, i) => 20_000 - i));

  await pruneRequestLog(db, now);

  expect(await kept(few)).toEqual(["1", "2"]);
  const ids = await kept(many);
  expect([ids.length, ids[0]]).toEqual([10_000, "3"]);
});
