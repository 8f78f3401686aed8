import { createDb } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";

test("a connection that is cut between two statements fails its transaction, and neither the process nor the next one", async () => {
  const { url } = await createTestDatabase();
  const heard: Error[] = [];
  const db = createDb({ url, max: 1, applicationName: "test", onConnectionError: err => heard.push(err) });
  const other = createDb({ url, max: 1, applicationName: "test-other" });
  onTestFinished(async () => {
    await db.destroy();
    await other.destroy();
  });

  const transaction = db.transaction().execute(async tx => {
    await sql`select 1`.execute(tx);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test'`.execute(other);
    await waitFor(() => heard.length > 0, { what: "the loss to be told" });
    await sql`select 1`.execute(tx);
  });

  await expect(transaction).rejects.toThrow();
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
});
