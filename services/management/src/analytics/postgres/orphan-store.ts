import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { OrphanQuery, OrphanRow } from "../click-reader.ts";

export async function findOrphans(db: Db, { domainId, since, limit }: OrphanQuery): Promise<OrphanRow[]> {
  const { rows } = await sql<OrphanRow>`
    select code, sum(hits)::bigint as hits, sum(human_hits)::bigint as human_hits, max(last_hit_at) as last_hit_at,
      (sum(sum(hits)) over ())::bigint as total
    from orphan_hits
    where domain_id = ${domainId} and day >= ${since}
    group by code
    order by hits desc, code
    limit ${limit}`.execute(db);
  return rows;
}
