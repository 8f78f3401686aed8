import { createDb } from "@shunt/db";
import { startTestPostgres } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";

test("a Postgres that a test kills keeps what was committed just before", async () => {
  const postgres = await startTestPostgres();
  onTestFinished(() => postgres.stop());
  const connect = () => createDb({ url: postgres.url, max: 1, applicationName: "test" });
  const before = connect();
  await sql`create table marks (mark int)`.execute(before);
  await sql`insert into marks values (1)`.execute(before);

  await postgres.kill();
  await before.destroy();
  await postgres.start();

  const after = connect();
  const { rows } = await sql`select mark from marks`.execute(after);
  await after.destroy();
  expect(rows).toEqual([{ mark: 1 }]);
});
