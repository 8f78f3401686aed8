import type { LinkAddress } from "@shunt/cache";
import type { CachedLink, RedirectStatus } from "@shunt/contracts";
import { type Db, selectBlockedAddress } from "@shunt/db";
import { sql } from "kysely";

interface Row {
  position: number;
  /** Null where moderation has blocked an address that no link has. */
  id: string | null;
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
    select wanted.position::int, links.id, coalesce(links.version, blocked.version) as version, links.target_url, links.redirect_status, links.is_active,
      links.is_indexable, links.blocked_at is not null as is_blocked, links.starts_at, links.expires_at,
      links.fallback_url
    from unnest(${codes}::text[], ${domainIds}::int[]) with ordinality as wanted (code, domain_id, position)
    left join link_codes on link_codes.code = wanted.code and link_codes.domain_id = wanted.domain_id
    left join links on links.id = link_codes.link_id
    left join lateral ${selectBlockedAddress(sql`wanted.domain_id`, sql`wanted.code`)} as blocked on links.id is null
    where links.id is not null or blocked.version is not null`.execute(db);
  const links = new Array<CachedLink | undefined>(addresses.length).fill(undefined);
  for (const row of rows) links[row.position - 1] = toCachedLink(row);
  return links;
}

/** What visitors of a blocked address get while no link has it. */
const blockedAddress = {
  id: "00000000-0000-0000-0000-000000000000",
  url: "",
  status: 302,
  isActive: false,
  isIndexable: false,
  isBlocked: true,
  startsAt: null,
  expiresAt: null,
  fallbackUrl: null,
} as const satisfies Omit<CachedLink, "version">;

function toCachedLink({ id, ...row }: Row): CachedLink {
  if (id === null) return { ...blockedAddress, version: row.version };
  return {
    id,
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
