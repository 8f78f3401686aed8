import type { BlockedAddress } from "@shunt/contracts/admin";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { LinkChanges } from "../links/index.ts";

/** Blocks all codes of a link, so that no other link can use them. */
export async function blockAddresses(
  tx: Db,
  linkId: string,
  { reason, blockedBy }: { reason: string | null; blockedBy: string },
): Promise<void> {
  await sql`
    insert into blocked_addresses (host, code, is_case_sensitive, link_id, reason, blocked_by)
    select coalesce(host, ''), code, is_case_sensitive, link_id, ${reason}, ${blockedBy}::uuid
    from link_codes join domains on domains.id = domain_id where link_id = ${linkId}
    on conflict (host, code) do update set link_id = excluded.link_id, reason = excluded.reason,
      blocked_by = excluded.blocked_by, is_case_sensitive = blocked_addresses.is_case_sensitive and excluded.is_case_sensitive`.execute(
    tx,
  );
}

/** Includes codes that the link no longer has. */
export async function unblockAddressesOf(links: LinkChanges, linkId: string): Promise<void> {
  await unblock(links, sql`link_id = ${linkId}`);
}

/** Returns false if the address is not blocked. @param host of the domain, empty for the shared domain */
export async function unblockAddressRow(links: LinkChanges, host: string, code: string): Promise<boolean> {
  return (await unblock(links, sql`host = ${host} and code = ${code}`)) > 0;
}

async function unblock(links: LinkChanges, which: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ domainId: number | null; code: string }>`
    with unblocked as (delete from blocked_addresses where ${which} returning host, code)
    select domains.id as "domainId", code
    from unblocked left join domains on coalesce(domains.host, '') = unblocked.host`.execute(links.db);
  // The domain may have been deleted.
  links.free(rows.flatMap(({ domainId, code }) => (domainId === null ? [] : { domainId, code })));
  return rows.length;
}

const maxListed = 10_000;

/** Newest first. */
export async function listBlockedAddresses(db: Db): Promise<BlockedAddress[]> {
  const rows = await db
    .selectFrom("blocked_addresses")
    .select(["host", "code", "reason", "created_at"])
    .orderBy("created_at", "desc")
    .orderBy("host")
    .orderBy("code")
    .limit(maxListed)
    .execute();
  return rows.map(({ host, code, reason, created_at }) => ({
    short_code: code,
    domain: host || null,
    reason,
    created_at: created_at.toISOString(),
  }));
}
