import { createDb, isUnavailable } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";

test("isUnavailable is true for the transaction that Postgres aborts in a deadlock", async () => {
  const { url } = await createTestDatabase();
  const db = createDb({ url, max: 2, applicationName: "test" });
  onTestFinished(() => db.destroy());
  const lock = (key: number) => sql`select pg_advisory_xact_lock(${sql.lit(key)})`;
  const [hasOne, hasOther] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];

  const outcomes = await Promise.allSettled([
    db.transaction().execute(async tx => {
      await lock(1).execute(tx);
      hasOne.resolve();
      await hasOther.promise;
      await lock(2).execute(tx);
    }),
    db.transaction().execute(async tx => {
      await lock(2).execute(tx);
      hasOther.resolve();
      await hasOne.promise;
      await lock(1).execute(tx);
    }),
  ]);

  const failed = outcomes.filter(outcome => outcome.status === "rejected");
  expect(failed.map(({ reason }) => isUnavailable(reason))).toEqual([true]);
});
