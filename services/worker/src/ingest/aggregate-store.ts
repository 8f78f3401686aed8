import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { DayRow, DimensionRow, TotalRow } from "./aggregate.ts";
import type { StoredClick } from "./stored-click.ts";

export async function addTotals(tx: Db, rows: readonly TotalRow[]): Promise<void> {
  await sql`
    insert into link_totals as total (link_id, clicks, human_clicks, last_clicked_at)
    select * from unnest(
      ${rows.map(row => row.linkId)}::uuid[],
      ${rows.map(row => row.clicks)}::bigint[],
      ${rows.map(row => row.humanClicks)}::bigint[],
      ${rows.map(row => row.lastClickedAt)}::timestamptz[]
    )
    on conflict (link_id) do update set
      clicks = total.clicks + excluded.clicks,
      human_clicks = total.human_clicks + excluded.human_clicks,
      last_clicked_at = greatest(total.last_clicked_at, excluded.last_clicked_at)`.execute(tx);
}

/** Adds the days, and to each the visitors that it had not seen before. */
export async function addDays(tx: Db, rows: readonly DayRow[], clicks: readonly StoredClick[]): Promise<void> {
  const visits = clicks.filter(click => click.visitorHash !== null);
  await sql`
    with fresh as (
      insert into daily_visitors (link_id, day, visitor_hash)
      select distinct link_id, day, visitor_hash from unnest(
        ${visits.map(click => click.linkId)}::uuid[],
        ${visits.map(click => click.day)}::date[],
        ${visits.map(click => click.visitorHash)}::bytea[]
      ) as visit (link_id, day, visitor_hash)
      order by link_id, day, visitor_hash
      on conflict do nothing
      returning link_id, day
    ), visitors as (
      select link_id, day, count(*) as unique_visitors from fresh group by link_id, day
    )
    insert into link_daily as daily (link_id, day, clicks, human_clicks, unique_visitors)
    select added.link_id, added.day, added.clicks, added.human_clicks, coalesce(visitors.unique_visitors, 0)
    from unnest(
      ${rows.map(row => row.linkId)}::uuid[],
      ${rows.map(row => row.day)}::date[],
      ${rows.map(row => row.clicks)}::bigint[],
      ${rows.map(row => row.humanClicks)}::bigint[]
    ) as added (link_id, day, clicks, human_clicks)
    left join visitors using (link_id, day)
    order by added.link_id, added.day
    on conflict (link_id, day) do update set
      clicks = daily.clicks + excluded.clicks,
      human_clicks = daily.human_clicks + excluded.human_clicks,
      unique_visitors = daily.unique_visitors + excluded.unique_visitors`.execute(tx);
}

export async function addDimensions(tx: Db, rows: readonly DimensionRow[]): Promise<void> {
  await sql`
    insert into link_daily_dimension as daily (link_id, day, dimension, value, human_clicks)
    select * from unnest(
      ${rows.map(row => row.linkId)}::uuid[],
      ${rows.map(row => row.day)}::date[],
      ${rows.map(row => row.dimension)}::text[],
      ${rows.map(row => row.value)}::text[],
      ${rows.map(row => row.humanClicks)}::bigint[]
    )
    on conflict (link_id, day, dimension, value) do update set
      human_clicks = daily.human_clicks + excluded.human_clicks`.execute(tx);
}
