import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Aggregates, Counts, DayRow, DimensionRow, QuarterRow, TotalRow, VisitorCounts } from "./aggregate.ts";
import { toPlainArray, toTextArray } from "./array-literal.ts";

/** Adds to every aggregate, always in the same order. */
export async function addAggregates(tx: Db, { totals, days, quarters, dimensions }: Aggregates): Promise<void> {
  await addTotals(tx, totals);
  await addDays(tx, days);
  await addQuarters(tx, quarters);
  await addDimensions(tx, dimensions);
}

async function addTotals(tx: Db, rows: readonly TotalRow[]): Promise<void> {
  await sql`
    insert into link_totals as total (link_id, clicks, human_clicks, last_clicked_at)
    select link_id, clicks, human_clicks, to_timestamp(last_clicked_at / 1000.0) from unnest(
      ${linkIds(rows)}, ${counts(rows)},
      ${toPlainArray(rows.map(row => row.lastClickedAt))}::bigint[]
    ) as added (link_id, clicks, human_clicks, last_clicked_at)
    on conflict (link_id) do update set
      clicks = total.clicks + excluded.clicks,
      human_clicks = total.human_clicks + excluded.human_clicks,
      last_clicked_at = greatest(total.last_clicked_at, excluded.last_clicked_at)`.execute(tx);
}

async function addDays(tx: Db, rows: readonly DayRow[]): Promise<void> {
  await sql`
    insert into link_daily as daily (link_id, day, clicks, human_clicks, unique_visitors, scans)
    select * from unnest(
      ${linkIds(rows)},
      ${toPlainArray(rows.map(row => row.day))}::date[],
      ${counts(rows)}, ${visitorCounts(rows)}
    )
    on conflict (link_id, day) do update set
      clicks = daily.clicks + excluded.clicks,
      human_clicks = daily.human_clicks + excluded.human_clicks,
      unique_visitors = daily.unique_visitors + excluded.unique_visitors,
      scans = daily.scans + excluded.scans`.execute(tx);
}

async function addQuarters(tx: Db, rows: readonly QuarterRow[]): Promise<void> {
  await sql`
    insert into link_quarter_hourly as quarter (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, to_timestamp(at / 1000.0), clicks, human_clicks, unique_visitors, scans from unnest(
      ${linkIds(rows)},
      ${toPlainArray(rows.map(row => row.at))}::bigint[],
      ${counts(rows)}, ${visitorCounts(rows)}
    ) as added (link_id, at, clicks, human_clicks, unique_visitors, scans)
    on conflict (link_id, at) do update set
      clicks = quarter.clicks + excluded.clicks,
      human_clicks = quarter.human_clicks + excluded.human_clicks,
      unique_visitors = quarter.unique_visitors + excluded.unique_visitors,
      scans = quarter.scans + excluded.scans`.execute(tx);
}

async function addDimensions(tx: Db, rows: readonly DimensionRow[]): Promise<void> {
  await sql`
    insert into link_daily_dimension as daily (link_id, dimension, day, value, detail, clicks, human_clicks)
    select * from unnest(
      ${linkIds(rows)},
      ${toPlainArray(rows.map(row => row.dimension))}::text[],
      ${toPlainArray(rows.map(row => row.day))}::date[],
      ${toTextArray(rows.map(row => row.value))}::text[],
      ${toTextArray(rows.map(row => row.detail))}::text[],
      ${counts(rows)}
    )
    on conflict (link_id, dimension, day, value, detail) do update set
      clicks = daily.clicks + excluded.clicks,
      human_clicks = daily.human_clicks + excluded.human_clicks`.execute(tx);
}

function linkIds(rows: readonly { linkId: string }[]) {
  return sql`${toPlainArray(rows.map(row => row.linkId))}::uuid[]`;
}

/** Clicks and human clicks. */
function counts(rows: readonly Counts[]) {
  return sql`${toPlainArray(rows.map(row => row.clicks))}::bigint[], ${toPlainArray(rows.map(row => row.humanClicks))}::bigint[]`;
}

/** Unique visitors and scans. */
function visitorCounts(rows: readonly VisitorCounts[]) {
  return sql`${toPlainArray(rows.map(row => row.uniqueVisitors))}::bigint[], ${toPlainArray(rows.map(row => row.scans))}::bigint[]`;
}
