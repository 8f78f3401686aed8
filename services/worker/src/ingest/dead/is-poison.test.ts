import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isPoison } from "./is-poison.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 1, applicationName: "test", statementTimeoutMs: 200 });
});
afterAll(() => db.destroy());

const errorOf = (query: RawBuilder<unknown>): Promise<unknown> => query.execute(db).catch((err: unknown) => err);

test.each([
  ["a malformed value", sql`select 'x'::uuid`],
  ["NUL in a text", sql`select ${"a\0b"}::text`],
  ["a null in a required column", sql`insert into visitor_keys (day, key) values (now(), null)`],
])("isPoison is true for %s", async (_name, query) => {
  expect(isPoison(await errorOf(query))).toBe(true);
});

test.each([
  ['new row for relation "click_events_20261128_102091" violates check constraint "length"', true],
  ['null value in column "class" of relation "click_events_102008" violates not-null constraint', true],
  ["server closed the connection unexpectedly", false],
])("isPoison reads what a node of Citus says without an SQLSTATE of its own: %s", (message, expected) => {
  expect(isPoison(Object.assign(new Error(message), { code: "XX000" }))).toBe(expected);
});

test("isPoison is false for a timeout", async () => {
  const timeout = await errorOf(sql`select pg_sleep(2)`);

  expect(timeout).toMatchObject({ code: "57014" });
  expect(isPoison(timeout)).toBe(false);
});

test("isPoison is false without an SQLSTATE", () => {
  const errors = [new Error("Connection terminated"), undefined, "22P02"];

  expect(errors.map(isPoison)).toEqual([false, false, false]);
});
