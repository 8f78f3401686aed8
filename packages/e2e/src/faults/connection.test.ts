import { createDb } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";

test("a connection lost between two statements fails only its transaction", async () => {
  const { url } = await createTestDatabase();
  const errors: Error[] = [];
  const db = createDb({ url, max: 1, applicationName: "test", onConnectionError: err => errors.push(err) });
  const other = createDb({ url, max: 1, applicationName: "test-other" });
  onTestFinished(async () => {
    await db.destroy();
    await other.destroy();
  });

  const transaction = db.transaction().execute(async tx => {
    await sql`select 1`.execute(tx);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test'`.execute(other);
    await waitFor(() => errors.length > 0, { what: "onConnectionError to be called" });
    await sql`select 1`.execute(tx);
  });

  await expect(transaction).rejects.toThrow();
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
});
