import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 1, applicationName: "test" });
});
afterAll(() => db.destroy());

const listPrepared = async () => {
  const { rows } = await sql<{ name: string }>`select name from pg_prepared_statements`.execute(db);
  return rows.map(row => row.name);
};

test("createDb prepares a marked statement once and returns its rows", async () => {
  const getTwice = async (n: number) =>
    (await sql<{ twice: number }>`/* prepared twice */ select ${n}::int * 2 as twice`.execute(db)).rows;

  expect([await getTwice(1), await getTwice(21)]).toEqual([[{ twice: 2 }], [{ twice: 42 }]]);
  expect(await listPrepared()).toEqual(["twice"]);
});

test("createDb does not prepare other statements, and passes errors on", async () => {
  await sql`select ${1}::int`.execute(db);
  await expect(sql`/* prepared failing */ select 1 / ${0}::int`.execute(db)).rejects.toMatchObject({ code: "22012" });

  expect(await listPrepared()).not.toContain("");
  const { rows } = await sql`select 1 as one`.execute(db);
  expect(rows).toEqual([{ one: 1 }]);
});
