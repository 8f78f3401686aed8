import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Rows of a workspace and day, or of one of its dimensions. Fewer would be written again too often. */
const maxRows = 8;
/** In a row. */
const maxValues = 100_000;

/** Merges sums of a workspace where a day has many rows, and drops values without clicks. */
export async function mergeWorkspaceSums(tx: Db, workspaceId: string, days: readonly string[]): Promise<void> {
  const isChosen = sql`workspace_id = ${workspaceId} and day = any(${days}::date[])`;
  await sql`
    with crowded as materialized (
      select day from workspace_quarters where ${isChosen} group by day having count(*) > ${sql.lit(maxRows)}
    ), taken as (
      delete from workspace_quarters where ${isChosen} and day in (select day from crowded) returning *
    )
    insert into workspace_quarters (workspace_id, day, quarter, clicks, human_clicks, unique_visitors, scans)
    select workspace_id, day, array_agg(quarter), array_agg(clicks), array_agg(human_clicks), array_agg(unique_visitors), array_agg(scans)
    from (
      select workspace_id, day, quarter, sum(clicks)::bigint as clicks, sum(human_clicks)::bigint as human_clicks,
        sum(unique_visitors)::bigint as unique_visitors, sum(scans)::bigint as scans
      from (
        select workspace_id, day, unnest(quarter) as quarter, unnest(clicks) as clicks, unnest(human_clicks) as human_clicks,
          unnest(unique_visitors) as unique_visitors, unnest(scans) as scans
        from taken
      ) as each
      group by workspace_id, day, quarter having sum(clicks) <> 0
    ) as summed
    group by workspace_id, day`.execute(tx);
  await sql`
    with crowded as materialized (
      select day, dimension from workspace_dimensions where ${isChosen}
      group by day, dimension having count(*) > ${sql.lit(maxRows)} and sum(cardinality(value)) <= ${sql.lit(maxValues)}
    ), taken as (
      delete from workspace_dimensions where ${isChosen} and (day, dimension) in (select day, dimension from crowded) returning *
    )
    insert into workspace_dimensions (workspace_id, day, dimension, value, detail, clicks, human_clicks)
    select workspace_id, day, dimension, array_agg(value), array_agg(detail), array_agg(clicks), array_agg(human_clicks)
    from (
      select workspace_id, day, dimension, value, detail, sum(clicks)::bigint as clicks, sum(human_clicks)::bigint as human_clicks
      from (
        select workspace_id, day, dimension, unnest(value) as value, unnest(detail) as detail,
          unnest(clicks) as clicks, unnest(human_clicks) as human_clicks
        from taken
      ) as each
      group by workspace_id, day, dimension, value, detail having sum(clicks) <> 0
    ) as summed
    group by workspace_id, day, dimension`.execute(tx);
}
