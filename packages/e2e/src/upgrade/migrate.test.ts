import { createDb, knownMigrations, migrateDatabase } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits, createEmptyTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, test } from "vitest";

test("migrateDatabase releases its lock while a service uses the table, and migrates afterwards", async () => {
  const { url } = await createEmptyTestDatabase();
  await migrateDatabase(url);
  const db = createDb({ url, max: 2, applicationName: "test" });
  await sql`drop table known_networks`.execute(db);
  await sql`delete from schema_migrations where name = '0015-known-networks'`.execute(db);
  const isWaiting = async () => (await countLockWaits(db)) > 0;

  const migrating = await db.transaction().execute(async tx => {
    await sql`lock table users in row exclusive mode`.execute(tx);
    const started = migrateDatabase(url);
    await waitFor(isWaiting, { what: "the migration to wait for the table" });
    await waitFor(async () => !(await isWaiting()), { what: "the migration to give way" });
    return { started };
  });

  expect(await migrating.started).toEqual(["0015-known-networks"]);
  await db.destroy();
});

test("migrateDatabase runs each migration once when processes migrate at the same time", async () => {
  const { url } = await createEmptyTestDatabase();

  const ran = await Promise.all(Array.from({ length: 3 }, () => migrateDatabase(url)));

  expect(ran.flat().toSorted()).toEqual(knownMigrations.toSorted());
});
