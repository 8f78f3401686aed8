import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Inserts the sums of `count` clicks within the last 60 days, most on few links, as a worker would have written them. */
export async function seedClickSums(db: Db, workspaceId: string, count: number): Promise<void> {
  await sql`
    with numbered as (
      select id, row_number() over () as i, count(*) over () as total from links where workspace_id = ${workspaceId}
    ), click as (
      select 1 + floor(power(random(), 2) * total)::int as i,
        date_bin('15 min', now() - power(random(), 1.3) * interval '60 days', 'epoch') as at
      from generate_series(1, ${sql.lit(count)}), (select max(total) as total from numbered) as links
    )
    insert into link_quarter_hourly (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select id, at, count(*), count(*), count(*), 0 from click join numbered using (i) group by 1, 2`.execute(db);
  await sql`
    insert into link_daily (link_id, day, clicks, human_clicks, unique_visitors, scans)
    select link_id, (at at time zone 'UTC')::date, sum(clicks), sum(human_clicks), sum(unique_visitors), 0
    from link_quarter_hourly group by 1, 2`.execute(db);
  await sql`
    insert into link_totals (link_id, clicks, human_clicks, last_clicked_at)
    select link_id, sum(clicks), sum(human_clicks), max(at) from link_quarter_hourly group by 1`.execute(db);
  await sql`analyze`.execute(db);
}
