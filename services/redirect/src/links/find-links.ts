import type { LinkAddress } from "@shunt/cache";
import type { CachedLink, RedirectStatus } from "@shunt/contracts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

interface Row {
  position: number;
  id: string;
  version: number;
  target_url: string;
  redirect_status: RedirectStatus;
  is_active: boolean;
  is_indexable: boolean;
  is_blocked: boolean;
  starts_at: Date | null;
  expires_at: Date | null;
  fallback_url: string | null;
}

/** The links behind several addresses, in their order, as Postgres has them; one statement however many they are. */
export async function findLinks(db: Db, addresses: readonly LinkAddress[]): Promise<(CachedLink | undefined)[]> {
  const codes = addresses.map(({ code }) => code);
  const domainIds = addresses.map(({ domainId }) => domainId);
  const { rows } = await sql<Row>`
    select wanted.position::int, links.id, links.version, links.target_url, links.redirect_status, links.is_active,
      links.is_indexable, links.blocked_at is not null as is_blocked, links.starts_at, links.expires_at,
      links.fallback_url
    from unnest(${codes}::text[], ${domainIds}::int[]) with ordinality as wanted (code, domain_id, position)
    join link_codes on link_codes.code = wanted.code and link_codes.domain_id = wanted.domain_id
    join links on links.id = link_codes.link_id`.execute(db);
  const links = new Array<CachedLink | undefined>(addresses.length).fill(undefined);
  for (const row of rows) links[row.position - 1] = toCachedLink(row);
  return links;
}

function toCachedLink(row: Row): CachedLink {
  return {
    id: row.id,
    version: row.version,
    url: row.target_url,
    status: row.redirect_status,
    isActive: row.is_active,
    isIndexable: row.is_indexable,
    isBlocked: row.is_blocked,
    startsAt: row.starts_at?.getTime() ?? null,
    expiresAt: row.expires_at?.getTime() ?? null,
    fallbackUrl: row.fallback_url,
  };
}
