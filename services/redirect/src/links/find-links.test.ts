import { createLinkCache, createRedis, settled } from "@shunt/cache";
import type { CachedLink } from "@shunt/contracts/cached";
import { anonymousWorkspaceId, createDb } from "@shunt/db";
import { aCachedLink, unknownRules } from "@shunt/testing";
import { createTestDatabase, startTestRedis } from "@shunt/testing/stores";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { findLinks } from "./find-links.ts";

async function aDatabase() {
  const { url } = await createTestDatabase();
  const db = createDb({ url, max: 2, applicationName: "test" });
  onTestFinished(() => db.destroy());
  return db;
}

test("findLinks returns a blocked link for a blocked address, even without a link", async () => {
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

test("findLinks returns the rules of a link unchanged, also after a round trip through Redis", async () => {
  const db = await aDatabase();
  await sql`
    with made as (
      insert into links (id, workspace_id, target_url, is_active, is_public, redirect_status, rules)
      values (gen_random_uuid(), ${anonymousWorkspaceId}, 'https://example.com/', true, true, 302, ${JSON.stringify(unknownRules)})
      returning id
    )
    insert into link_codes (domain_id, code, link_id, is_primary, is_custom) select 1, 'ruled', id, true, true from made`.execute(
    db,
  );
  const server = await startTestRedis();
  onTestFinished(() => server.stop());
  const redis = createRedis({ url: server.url, name: "test", commandTimeoutMs: 5_000, onError: () => {} });
  onTestFinished(() => redis.disconnect());
  await settled(redis);
  const cache = createLinkCache(redis);
  const address = { domainId: 1, code: "ruled" };

  const [link] = (await findLinks(db, [address])) as [CachedLink];

  expect(link).toEqual(aCachedLink({ id: link.id, version: link.version, rules: unknownRules }));
  await cache.put(address, link);
  expect(await cache.findMany([address])).toEqual([link]);
});
