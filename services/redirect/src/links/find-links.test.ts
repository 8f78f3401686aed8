import { createDb } from "@shunt/db";
import { createTestDatabase } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { findLinks } from "./find-links.ts";

async function aDatabase() {
  const { url } = await createTestDatabase();
  const db = createDb({ url, max: 2, applicationName: "test" });
  onTestFinished(() => db.destroy());
  return db;
}

test("findLinks: an address that moderation has blocked is a blocked link, also while no link has it", async () => {
  const db = await aDatabase();
  await sql`insert into domains (host, is_case_sensitive) values ('go.example.com', false)`.execute(db);
  const { rows } = await sql<{ id: number }>`select id from domains where host = 'go.example.com'`.execute(db);
  const own = rows[0]?.id as number;
  await sql`
    insert into blocked_addresses (host, code, is_case_sensitive, link_id) values
      ('', 'Bank', true, gen_random_uuid()), ('go.example.com', 'shop', false, gen_random_uuid())`.execute(db);

  const found = await findLinks(db, [
    { domainId: 1, code: "Bank" },
    { domainId: 1, code: "bank" },
    { domainId: own, code: "shop" },
    { domainId: 1, code: "shop" },
    { domainId: own, code: "bank" },
  ]);

  expect(found.map(link => link?.isBlocked)).toEqual([true, undefined, true, undefined, undefined]);
  expect(found[0]?.version).toBeGreaterThan(0);
});
