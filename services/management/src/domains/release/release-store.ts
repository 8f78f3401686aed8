import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { DomainChanges } from "../domain-changes.ts";
import { deleteClaim, deleteDomainRow } from "../domain-store.ts";

/** A domain whose host serves visitors. */
export interface ServedDomain {
  id: number;
  host: string;
  workspaceId: string;
}

/** Locks the row until the end of the transaction. */
export async function lockServedDomain(tx: Db, host: string): Promise<ServedDomain | undefined> {
  const { rows } = await sql<ServedDomain>`
    select id, host, workspace_id as "workspaceId" from domains
    where host = ${host} and released_host is null for update`.execute(tx);
  return rows[0];
}

/**
 * Frees the host of a domain. Its links keep the domain under a name that cannot be reached (RFC 2606); a domain without
 * links is deleted. Returns the number of its links.
 */
export async function releaseHost(domains: DomainChanges, domain: ServedDomain): Promise<number> {
  const { id, host } = domain;
  const { rows } = await sql<{ links: number }>`
    select count(distinct link_id)::int as links from link_codes where domain_id = ${id}`.execute(domains.db);
  const links = rows[0]?.links ?? 0;
  if (links === 0) {
    await deleteDomainRow(domains, domain);
    return 0;
  }
  await sql`update workspaces set default_domain_id = null where default_domain_id = ${id}`.execute(domains.db);
  await domains.db
    .updateTable("domains")
    .set({ host: toReleasedName(domain), released_host: host })
    .where("id", "=", id)
    .execute();
  domains.remove(domain);
  domains.touch([id]);
  return links;
}

/** Returns false if the workspace has no released domain of that host. */
export async function restoreHost(
  domains: DomainChanges,
  claim: { workspaceId: string; host: string },
): Promise<boolean> {
  const { rows } = await sql<{ id: number; releasedName: string }>`
    select id, host as "releasedName" from domains
    where workspace_id = ${claim.workspaceId} and released_host = ${claim.host}
    order by id desc limit 1 for update`.execute(domains.db);
  const [released] = rows;
  if (!released) return false;
  await domains.db
    .updateTable("domains")
    .set({ host: claim.host, released_host: null })
    .where("id", "=", released.id)
    .execute();
  domains.remove({ id: released.id, host: released.releasedName });
  domains.touch([released.id]);
  await deleteClaim(domains.db, claim);
  return true;
}

const maxHostLength = 253;

function toReleasedName({ id, host }: ServedDomain): string {
  const name = `${host}.released-${id}.invalid`;
  return name.length > maxHostLength ? `released-${id}.invalid` : name;
}
