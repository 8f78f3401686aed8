import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Codes to keep per domain and day, so that scans of random codes cannot fill the database. */
const maxCodes = 1_000;
/** Code under which the others are summed up; it is not a valid short code. */
const otherCodes = "(other)";

/** For each domain and day, keeps the codes with most hits and sums up the others. */
export async function pruneOrphanHits(db: Db): Promise<void> {
  await sql`
    with ranked as (
      select domain_id, day, code, row_number() over (partition by domain_id, day order by hits desc, code) as position
      from orphan_hits where code not in ('', ${sql.lit(otherCodes)})
    ), pruned as (
      delete from orphan_hits using ranked
      where position > ${sql.lit(maxCodes)} and orphan_hits.domain_id = ranked.domain_id
        and orphan_hits.day = ranked.day and orphan_hits.code = ranked.code
      returning orphan_hits.*
    )
    insert into orphan_hits as other (domain_id, day, code, hits, human_hits, last_hit_at)
    select domain_id, day, ${sql.lit(otherCodes)}, sum(hits), sum(human_hits), max(last_hit_at)
    from pruned group by domain_id, day
    on conflict (domain_id, day, code) do update set
      hits = other.hits + excluded.hits,
      human_hits = other.human_hits + excluded.human_hits,
      last_hit_at = greatest(other.last_hit_at, excluded.last_hit_at)`.execute(db);
}
