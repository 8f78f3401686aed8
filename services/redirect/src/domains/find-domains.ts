import type { Db } from "@shunt/db";

/** The domains of several hosts, in their order, as Postgres has them. */
export async function findDomains(db: Db, hosts: readonly string[]): Promise<(number | undefined)[]> {
  const rows = await db
    .selectFrom("domains")
    .select(["id", "host"])
    .where("host", "in", [...hosts])
    .execute();
  const ids = new Map(rows.map(({ host, id }) => [host, id]));
  return hosts.map(host => ids.get(host));
}
