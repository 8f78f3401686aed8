import { defaultDomainId } from "@shunt/contracts/domains";
import { foldCode, type LinkRef } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import { type RawBuilder, sql } from "kysely";
import type { LinksDeps } from "../deps.ts";

export interface LinkScope {
  /** SQL condition on `links`. */
  condition: RawBuilder<unknown>;
  /** Only codes on these domains count; undefined for all. */
  domainIds: readonly number[] | undefined;
  /** The host for codes given without one. */
  domain: string | undefined;
}

export interface NamedLink {
  id: string;
  /** As given by the caller, or the primary code of a link named by id. */
  code: string;
  /** Null for the shared domain (BASE_URL). */
  host: string | null;
}

interface NamedRow extends NamedLink {
  position: number;
  domainId: number;
  isById: boolean;
}

/**
 * Returns one entry per reference, in order. Looks up a code without a domain on the shared domain first, then on all
 * others.
 *
 * @throws Problem "validation-failed" if links on several other domains have the code
 */
export async function findNamedLinks(
  { db, config }: Pick<LinksDeps, "db" | "config">,
  refs: readonly LinkRef[],
  { condition, domainIds, domain }: LinkScope,
): Promise<(NamedLink | undefined)[]> {
  const { rows } = await sql<NamedRow>`
    with given as (
      select * from unnest(
        ${refs.map(({ id }) => id ?? null)}::uuid[], ${refs.map(({ code }) => code)}::text[],
        ${refs.map(({ code }) => foldCode(code))}::text[], ${refs.map(({ host }) => host ?? domain ?? null)}::text[]
      ) with ordinality as given (id, code, folded, host, position)
    )
    select position, links.id, link_codes.code, link_codes.domain_id as "domainId", domains.host, true as "isById"
    from given
    join links using (id)
    join link_codes on link_codes.link_id = links.id and is_primary
    join domains on domains.id = link_codes.domain_id
    where ${condition} and ${isOneOf(domainIds)}
    union all
    select position, links.id, given.code, link_codes.domain_id, domains.host, false
    from given
    join link_codes on link_codes.code in (given.code, given.folded)
    join domains on domains.id = link_codes.domain_id
    join links on links.id = link_codes.link_id
    where link_codes.code = case when is_case_sensitive then given.code else given.folded end
      and (given.host is null or given.host = coalesce(domains.host, ${new URL(config.baseUrl).hostname}))
      and ${condition} and ${isOneOf(domainIds)}`.execute(db);
  const byPosition = Map.groupBy(rows, ({ position }) => position);
  return refs.map((ref, i) => choose(ref, byPosition.get(i + 1) ?? []));
}

function isOneOf(domainIds: readonly number[] | undefined): RawBuilder<unknown> {
  return domainIds === undefined ? sql`true` : sql`link_codes.domain_id = any(${domainIds}::int[])`;
}

function choose(ref: LinkRef, rows: readonly NamedRow[]): NamedLink | undefined {
  const found =
    rows.find(({ isById }) => isById) ?? rows.find(({ domainId }) => domainId === defaultDomainId) ?? rows[0];
  const others = new Set(rows.map(({ id }) => id)).size > 1;
  if (!found || found.isById || found.domainId === defaultDomainId || !others) return found;
  const hosts = rows.map(({ host }) => host).join(", ");
  throw fieldProblem("?domain", `is required because several of your links have the code ${ref.code}, on ${hosts}`);
}
