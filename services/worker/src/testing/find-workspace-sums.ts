import { type Db, selectDimensionCounts } from "@shunt/db";
import { sql } from "kysely";

/** Returns the sums of a workspace by day, quarter of an hour, and value. */
export async function findWorkspaceSums(db: Db, workspaceId: string) {
  return toSorted(
    db,
    sql`
      select day::text, quarter::text as part, '' as detail, clicks, human_clicks, unique_visitors, scans from (
        select day, unnest(quarter) as quarter, unnest(clicks) as clicks, unnest(human_clicks) as human_clicks,
          unnest(unique_visitors) as unique_visitors, unnest(scans) as scans
        from workspace_quarters where workspace_id = ${workspaceId}
      ) as quarters
      union all
      select day::text, dimension || ' ' || value, detail, clicks, human_clicks, 0, 0 from (
        select day, dimension, unnest(value) as value, unnest(detail) as detail, unnest(clicks) as clicks,
          unnest(human_clicks) as human_clicks
        from workspace_dimensions where workspace_id = ${workspaceId}
      ) as dimensions`,
  );
}

/** Returns what `findWorkspaceSums` should: the sums of its links on the days that it contains. */
export async function sumLinksOf(db: Db, workspaceId: string) {
  const isSummed = sql`(link_id, day) in (
    select link_id, day from link_daily where is_summed and link_id in (select id from links where workspace_id = ${workspaceId})
  )`;
  return toSorted(
    db,
    sql`
      select day::text, (date_part('epoch', at)::bigint / 900 % 96)::text as part, '' as detail, clicks, human_clicks, unique_visitors, scans
      from (select *, (at at time zone 'UTC')::date as day from link_quarter_hourly) as quarters where ${isSummed}
      union all
      select day::text, dimension || ' ' || value, detail, clicks, human_clicks, 0, 0 from ${selectDimensionCounts(isSummed)} as d`,
  );
}

async function toSorted(db: Db, select: ReturnType<typeof sql>): Promise<unknown[]> {
  const { rows } = await sql`
    select day, part, detail, sum(clicks)::int as clicks, sum(human_clicks)::int as human_clicks,
      sum(unique_visitors)::int as unique_visitors, sum(scans)::int as scans
    from (${select}) as each group by day, part, detail having sum(clicks) <> 0 order by day, part collate "C", detail collate "C"`.execute(
    db,
  );
  return rows;
}

/** Returns the days of links by whether the sums of their workspace contain them. */
export async function countDays(db: Db, linkIds: readonly string[]): Promise<{ summed: number; open: number }> {
  const { rows } = await sql<{ summed: number; open: number }>`
    select (count(*) filter (where is_summed))::int as summed, (count(*) filter (where not is_summed))::int as open
    from link_daily where link_id = any(${linkIds}::uuid[])`.execute(db);
  return rows[0] as { summed: number; open: number };
}
