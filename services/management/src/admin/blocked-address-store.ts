import type { BlockedAddress, LinkChange } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Blocks all codes that a link has, for whatever link comes to have them. */
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

/** Unblocks the addresses of a link, also those it no longer has. Returns what the caches must forget. */
export async function unblockAddressesOf(tx: Db, linkId: string): Promise<LinkChange[]> {
  return (await unblock(tx, sql`link_id = ${linkId}`)).changes;
}

/** Unblocks one address; undefined when it is not blocked. @param host of the domain, empty for the shared one */
export async function unblockAddress(tx: Db, host: string, code: string): Promise<LinkChange[] | undefined> {
  const { count, changes } = await unblock(tx, sql`host = ${host} and code = ${code}`);
  return count === 0 ? undefined : changes;
}

async function unblock(tx: Db, which: ReturnType<typeof sql>): Promise<{ count: number; changes: LinkChange[] }> {
  const { rows } = await sql<{ domainId: number | null; code: string; version: number }>`
    with unblocked as (delete from blocked_addresses where ${which} returning host, code)
    select domains.id as "domainId", code, nextval('link_version_seq') as version
    from unblocked left join domains on coalesce(domains.host, '') = unblocked.host`.execute(tx);
  // The domain may have been deleted.
  const changes = rows.flatMap(({ domainId, ...rest }) => (domainId === null ? [] : { domainId, ...rest }));
  return { count: rows.length, changes };
}

/** More than anyone reads through. */
const maxListed = 10_000;

/** The latest first. */
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
