import { createDb, type Db, findDistribution, tablesByLink } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runOperator } from "../harness/run-operator.ts";

let url: string;
let db: Db;
beforeAll(async () => {
  ({ url } = await createTestDatabase());
  db = createDb({ url, max: 1, applicationName: "test" });
});
afterAll(() => db.destroy());

test("shunt distribute names what is missing on a Postgres without Citus", async ({ skip }) => {
  skip((await findDistribution(db)) !== undefined, "the tests run on Citus");

  const { code, output, errors } = await runOperator({ DATABASE_URL: url }, "distribute");

  expect([code, output]).toEqual([1, ""]);
  expect(errors).toContain("has no Citus");
  expect(errors).toContain("create extension citus");
});

test.each(["0", "-1", "2.5", "many", "1001"])("shunt distribute refuses --shards=%s", async shards => {
  const { code, output, errors } = await runOperator({ DATABASE_URL: url }, "distribute", `--shards=${shards}`);

  expect([code, output]).toEqual([2, ""]);
  expect(errors).toContain("--shards must be a whole number");
});

test("tablesByLink has every table of links' clicks: those with link_id and without a key to links", async () => {
  const { rows } = await sql<{ name: string }>`
    select relname::text as name from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'link_id'
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
      and not exists (select from pg_constraint where conrelid = pg_class.oid and confrelid = 'links'::regclass)`.execute(
    db,
  );
  // Addresses stay blocked after their link is deleted; checks of destinations have a key to a table that has one.
  const others = ["blocked_addresses", "destination_health"];

  expect(
    rows
      .map(({ name }) => name)
      .filter(name => !others.includes(name))
      .sort(),
  ).toEqual([...tablesByLink].sort());
});

test.each(tablesByLink)("each unique index of %s has link_id, as Citus requires", async table => {
  const { rows } = await sql<{ columns: string[] }>`
    select array_agg(attname::text) as columns from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
    where indrelid = ${table}::regclass and indisunique group by indexrelid`.execute(db);

  expect(rows.filter(({ columns }) => !columns.includes("link_id"))).toEqual([]);
});
