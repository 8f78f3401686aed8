import type { CachedDomain } from "@shunt/contracts/cached";
import { defaultDomainId, defaultHost } from "@shunt/contracts/domains";
import { cachedDomainColumns, type Db } from "@shunt/db";

/** Reads the domains of several hosts from Postgres, in the order of the hosts; undefined for released ones. */
export async function findDomains(db: Db, hosts: readonly string[]): Promise<(CachedDomain | undefined)[]> {
  const rows = await db
    .selectFrom("domains")
    .select(["host", ...cachedDomainColumns])
    // A visitor may send any host, also the name of a released domain.
    .where("released_host", "is", null)
    .where(eb =>
      eb.or([eb("host", "in", [...hosts]), ...(hosts.includes(defaultHost) ? [eb("id", "=", defaultDomainId)] : [])]),
    )
    .execute();
  const domains = new Map(rows.map(({ host, ...domain }) => [host ?? defaultHost, domain]));
  return hosts.map(host => domains.get(host));
}
