import { createDb, type Db } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bigints, byteas, dates, uuids } from "./binary-array.ts";

let db: Db;
beforeAll(async () => {
  db = createDb({ url: (await createTestDatabase()).url, max: 1, applicationName: "test" });
});
afterAll(() => db.destroy());

const anyDay = fc
  .date({ min: new Date("1970-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));
const anyBigint = fc.oneof(fc.maxSafeInteger(), fc.integer());
const anyHash = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => Buffer.from(bytes).toString("hex"));

test("Postgres reads arrays in binary format as they were given, also empty ones", async () => {
  await fc.assert(
    fc.asyncProperty(
      // Neighbours that are the same are written in another way.
      fc.array(fc.uuid(), { maxLength: 5 }).map(ids => ids.flatMap(id => [id, id])),
      fc.array(anyDay, { maxLength: 5 }),
      fc.array(anyBigint, { maxLength: 5 }),
      fc.array(anyHash, { maxLength: 5 }),
      async (ids, days, numbers, hashes) => {
        const { rows } = await sql<{ ids: string[]; days: string[]; numbers: string[]; hashes: string[] }>`
          select (${uuids(ids)})::text[] as ids, (${dates(days)})::text[] as days, (${bigints(numbers)})::text[] as numbers,
            array(select encode(hash, 'hex') from unnest(${byteas(hashes)}) with ordinality as given (hash, i) order by i) as hashes`.execute(
          db,
        );

        expect(rows).toEqual([{ ids, days, numbers: numbers.map(String), hashes }]);
      },
    ),
    { numRuns: 50 },
  );
});
