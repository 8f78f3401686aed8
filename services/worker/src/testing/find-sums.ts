import { type Db, selectDimensionCounts } from "@shunt/db";
import { sql } from "kysely";

export interface DimensionSum {
  dimension: string;
  day: string;
  value: string;
  detail: string;
  clicks: number;
  human_clicks: number;
}

/** Returns the sums of a link by dimension, in order, whatever form they are stored in. */
export async function findDimensionSums(db: Db, linkId: string): Promise<DimensionSum[]> {
  const { rows } = await sql<DimensionSum>`
    select dimension, day, value, detail, sum(clicks)::int as clicks, sum(human_clicks)::int as human_clicks
    from ${selectDimensionCounts(sql`d.link_id = ${linkId}`)} as d
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return rows;
}

/** Returns all sums of a link by table. */
export async function findSums(db: Db, linkId: string): Promise<Record<string, unknown[]>> {
  const sums: Record<string, unknown[]> = { dimensions: await findDimensionSums(db, linkId) };
  for (const table of ["link_totals", "link_daily", "link_quarter_hourly"]) {
    const { rows } = await sql<{ row: { packed_rows?: number } }>`
      select to_jsonb(t) - 'packed_rows' as row from ${sql.table(table)} as t
      where link_id = ${linkId} order by t::text collate "C"`.execute(db);
    sums[table] = rows.map(({ row }) => row);
  }
  return sums;
}
