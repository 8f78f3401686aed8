import type { CachedDomain } from "@shunt/contracts/cached";
import { defaultDomainId, defaultHost } from "@shunt/contracts/domains";
import { cachedDomainColumns, type Db } from "@shunt/db";

/** Reads the domains of several hosts from Postgres, in the order of the hosts. */
export async function findDomains(db: Db, hosts: readonly string[]): Promise<(CachedDomain | undefined)[]> {
  const rows = await db
    .selectFrom("domains")
    .select(["host", ...cachedDomainColumns])
    .where(eb =>
      eb.or([eb("host", "in", [...hosts]), ...(hosts.includes(defaultHost) ? [eb("id", "=", defaultDomainId)] : [])]),
    )
    .execute();
  const domains = new Map(rows.map(({ host, ...domain }) => [host ?? defaultHost, domain]));
  return hosts.map(host => domains.get(host));
}
