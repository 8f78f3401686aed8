import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createVisitorKeys } from "./visitor-keys.ts";

const noon = Date.UTC(2026, 10, 20, 12);
const dayMs = 24 * 60 * 60_000;
let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 4, applicationName: "test" });
});
afterAll(() => db.destroy());

test("concurrent workers get the same key for a day", async () => {
  const workers = Array.from({ length: 4 }, () => createVisitorKeys(() => noon));

  const keys = await Promise.all(workers.map(keyOf => keyOf(db, "2026-11-20")));

  expect(keys[0]).toHaveLength(32);
  expect(new Set(keys.map(key => key?.toString("hex"))).size).toBe(1);
});

test("a cached key expires and is not recreated", async () => {
  let now = noon;
  const keyOf = createVisitorKeys(() => now);
  const before = await keyOf(db, "2026-11-19");
  await db.deleteFrom("visitor_keys").execute();

  now += 2 * dayMs;
  const after = await keyOf(db, "2026-11-19");

  expect(before).toBeDefined();
  expect(after).toBeUndefined();
  expect(await db.selectFrom("visitor_keys").select("day").execute()).toEqual([]);
});
