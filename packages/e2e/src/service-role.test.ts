import { join } from "node:path";
import { createDb, migrateDatabase } from "@shunt/db";
import { freePort, providePostgres } from "@shunt/dev";
import { makeScratchDirectory } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";

let scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
beforeAll(async () => {
  scratch = await makeScratchDirectory();
});
afterAll(() => scratch.remove());

test("providePostgres transfers data of an earlier superuser to the service role", async () => {
  const options = { dir: join(scratch.path, "postgres"), port: await freePort(), isDurable: true };
  const before = await providePostgres(options);
  const applied = await migrateDatabase(before.url);
  await before.stop();

  const server = await providePostgres({ ...options, forServices: true });
  onTestFinished(server.stop);
  const db = createDb({ url: server.url, max: 1, applicationName: "test" });
  onTestFinished(() => db.destroy());

  expect(applied.length).toBeGreaterThan(5);
  expect(await migrateDatabase(server.url)).toEqual([]);
  // These need the owner of the tables.
  await sql`create table click_events_later partition of click_events
    for values from ('2031-01-01') to ('2031-01-02')`.execute(db);
  await sql`alter table links add column tried int`.execute(db);
  await sql`alter table links disable trigger user`.execute(db);
  const { rows } = await sql<{ role: string; isSuperuser: boolean; others: number }>`
    select current_user as role, rolsuper as "isSuperuser",
      (select count(*) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where nspname in ('public', 'social') and relowner <> pg_roles.oid) as others
    from pg_roles where rolname = current_user`.execute(db);
  expect(rows).toEqual([{ role: "shunt_service", isSuperuser: false, others: 0 }]);
  await expect(sql`alter system set work_mem = '1MB'`.execute(db)).rejects.toThrow("permission denied");
  await expect(sql`copy links to program 'id'`.execute(db)).rejects.toThrow("permission denied");
});
