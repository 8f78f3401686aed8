import type { LinkAddress } from "@shunt/cache";
import { type CachedLink, type EdgeLink, plainLink, toCachedLink } from "@shunt/contracts/cached";
import { type Db, edgeLinkColumns, selectBlockedAddress } from "@shunt/db";
import { sql } from "kysely";

/** A link, or a blocked address without a link. */
type Row = { position: number } & (EdgeLink | { id: null; blockedVersion: number });

/** Reads the links of several addresses from Postgres in one statement, in the order of the addresses. */
export async function findLinks(db: Db, addresses: readonly LinkAddress[]): Promise<(CachedLink | undefined)[]> {
  const codes = addresses.map(({ code }) => code);
  const domainIds = addresses.map(({ domainId }) => domainId);
  const { rows } = await sql<Row>`
    select wanted.position::int, blocked.version as "blockedVersion", ${sql.join(edgeLinkColumns)}
    from unnest(${codes}::text[], ${domainIds}::int[]) with ordinality as wanted (code, domain_id, position)
    left join link_codes on link_codes.code = wanted.code and link_codes.domain_id = wanted.domain_id
    left join links on links.id = link_codes.link_id
    left join lateral ${selectBlockedAddress(sql`wanted.domain_id`, sql`wanted.code`)} as blocked on links.id is null
    where links.id is not null or blocked.version is not null`.execute(db);
  const links = new Array<CachedLink | undefined>(addresses.length).fill(undefined);
  for (const row of rows)
    links[row.position - 1] = row.id === null ? toBlockedAddress(row.blockedVersion) : toCachedLink(row);
  return links;
}

/** Stands for a blocked address without a link. */
function toBlockedAddress(version: number): CachedLink {
  return { ...plainLink, id: "00000000-0000-0000-0000-000000000000", version, isActive: false, isBlocked: true };
}
