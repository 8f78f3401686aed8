import type { Db } from "@shunt/db";
import { sql } from "kysely";

export interface Begun {
  parts: number;
  oldestSeconds: number;
}

/** Parts that are begun and not recorded as ingested, and the age of the oldest one; 0 without one. */
export async function countBegun(db: Db): Promise<Begun> {
  const { rows } = await sql<Begun>`
    select count(*)::int as parts,
      greatest(coalesce(extract(epoch from now() - min(begun_at)), 0), 0)::float as "oldestSeconds"
    from begun_parts`.execute(db);
  return rows[0] as Begun;
}
