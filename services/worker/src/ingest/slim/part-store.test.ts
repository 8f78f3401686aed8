import { createDb, type Db } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { countLockWaits, createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findParts, insertParts } from "./part-store.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 3, applicationName: "test" });
});
afterAll(() => db.destroy());

const hashes = ["aa", "bb"].map(byte => byte.repeat(16));
const [first, second] = hashes as [string, string];
const isOf = (hash: string) => sql`hash = decode(${hash}, 'hex')`;

test("findParts keeps rows that another worker keeps in another order at the same moment", async () => {
  await insertParts(
    db,
    "place",
    hashes.map(hash => ({ hash, values: [hash, null, null] })),
    "2026-11-20",
  );
  const keep = (tx: Db, hash: string) =>
    sql`update click_places set used_on = '2026-11-21' where ${isOf(hash)}`.execute(tx);

  const found = await db.transaction().execute(async tx => {
    // The deadlock ends the statement of the other one.
    await sql`set local deadlock_timeout = '1min'`.execute(tx);
    await keep(tx, second);
    const finding = findParts(db, "place", hashes, "2026-11-21");
    finding.catch(() => {});
    await waitFor(async () => (await countLockWaits(db)) > 0, { what: "findParts to wait for the second row" });
    await keep(tx, first);
    return { finding };
  });

  expect([...(await found.finding).keys()].toSorted()).toEqual(hashes);
  const { rows } = await sql`select distinct used_on::text as day from click_places`.execute(db);
  expect(rows).toEqual([{ day: "2026-11-21" }]);
});
