import { countedDimensions, type Db, findFirstDay, isOneOfDays, takeFromWorkspaces } from "@shunt/db";
import { sql } from "kysely";
import { toTextArray } from "../store/array-literal.ts";
import { bigints } from "../store/binary-array.ts";
import type { Aggregates, DayRow, DimensionRow, QuarterRow } from "./aggregate.ts";
import { addPacked, type PackedTransaction } from "./packed-store.ts";
import { counts, days as daysOf, linkIds, visitorCounts } from "./row-arrays.ts";

/**
 * Updates all aggregates except the totals, always in the same order. Callers must hold the links' locks.
 *
 * @param busy links for which the rows per dimension are counted too
 */
export async function addAggregates(
  into: PackedTransaction,
  { days, quarters, dimensions }: Aggregates,
  busy: ReadonlySet<string>,
): Promise<void> {
  const firstPackedDay = await findFirstDay(into.tx, "packed-dimensions");
  const isPacked = ({ day }: { day: string }) => day >= firstPackedDay;
  if (days.every(isPacked)) {
    await addPacked(into, days, dimensions, busy);
  } else {
    await addPacked(into, days.filter(isPacked), dimensions.filter(isPacked), busy);
    const isSingle = (row: { day: string }) => !isPacked(row);
    await addSingle(into.tx, days.filter(isSingle), dimensions.filter(isSingle), busy);
  }
  await addQuarters(into.tx, quarters);
}

/** Adds days before the first packed one, with a row for each value. */
async function addSingle(
  tx: Db,
  days: readonly DayRow[],
  unsorted: readonly DimensionRow[],
  busy: ReadonlySet<string>,
): Promise<void> {
  if (days.length === 0) return;
  // A lock, so that the sums of workspaces do not get them meanwhile.
  await sql`update link_daily set is_summed = is_summed where ${isOneOfDays(days)}`.execute(tx);
  await takeFromWorkspaces(tx, isOneOfDays(days));
  const dimensions = unsorted.toSorted(byKey);
  const isBusy = ({ linkId }: { linkId: string }) => busy.has(linkId);
  const isQuiet = (row: { linkId: string }) => !isBusy(row);
  await addDays(tx, days.filter(isQuiet));
  await insertDimensions(dimensions.filter(isQuiet)).execute(tx);
  if (busy.size > 0) await addBusyDays(tx, days.filter(isBusy), dimensions.filter(isBusy));
}

function byKey(a: DimensionRow, b: DimensionRow): number {
  for (const key of ["linkId", "dimension", "day", "value", "detail"] as const)
    if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  return 0;
}

async function addDays(tx: Db, rows: readonly DayRow[]): Promise<void> {
  await sql`
    insert into link_daily as daily (link_id, day, clicks, human_clicks, unique_visitors, scans)
    select * from unnest(
      ${linkIds(rows)},
      ${daysOf(rows)},
      ${counts(rows)}, ${visitorCounts(rows)}
    )
    on conflict (link_id, day) do update set
      clicks = daily.clicks + excluded.clicks,
      human_clicks = daily.human_clicks + excluded.human_clicks,
      unique_visitors = daily.unique_visitors + excluded.unique_visitors,
      scans = daily.scans + excluded.scans`.execute(tx);
}

/** Updates days and dimensions, and the number of rows per dimension of a day. */
async function addBusyDays(tx: Db, rows: readonly DayRow[], dimensions: readonly DimensionRow[]): Promise<void> {
  await sql`
    with summed as (
      ${insertDimensions(dimensions)}
      -- An updated row has xmax set, because this transaction locked its previous version.
      returning link_id, dimension, day, xmax = 0 as is_new
    ), named as (
      select link_id, day, ${countByDimension} as counts from summed where is_new group by link_id, day
    ), added as (
      select * from unnest(
        ${linkIds(rows)},
        ${daysOf(rows)},
        ${counts(rows)}, ${visitorCounts(rows)}
      ) as added (link_id, day, clicks, human_clicks, unique_visitors, scans)
    )
    insert into link_daily as daily (link_id, day, clicks, human_clicks, unique_visitors, scans, named_values)
    select added.*, named.counts from added left join named using (link_id, day)
    on conflict (link_id, day) do update set
      clicks = daily.clicks + excluded.clicks,
      human_clicks = daily.human_clicks + excluded.human_clicks,
      unique_visitors = daily.unique_visitors + excluded.unique_visitors,
      scans = daily.scans + excluded.scans,
      named_values = case
        when excluded.named_values is null or daily.named_values is null then daily.named_values
        else (
          select array_agg(known + added order by position)
          from unnest(daily.named_values, excluded.named_values) with ordinality as sums (known, added, position)
        )
      end`.execute(tx);
}

async function addQuarters(tx: Db, rows: readonly QuarterRow[]): Promise<void> {
  await sql`
    insert into link_quarter_hourly as quarter (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, to_timestamp(at / 1000.0), clicks, human_clicks, unique_visitors, scans from unnest(
      ${linkIds(rows)},
      ${bigints(rows.map(row => row.at))},
      ${counts(rows)}, ${visitorCounts(rows)}
    ) as added (link_id, at, clicks, human_clicks, unique_visitors, scans)
    on conflict (link_id, at) do update set
      clicks = quarter.clicks + excluded.clicks,
      human_clicks = quarter.human_clicks + excluded.human_clicks,
      unique_visitors = quarter.unique_visitors + excluded.unique_visitors,
      scans = quarter.scans + excluded.scans`.execute(tx);
}

/** Rows per dimension, in the order of `link_daily.named_values`. */
const countByDimension = sql`array[${sql.join(
  countedDimensions.map(({ name }) => sql`count(*) filter (where dimension = ${sql.lit(name)})`),
)}]::smallint[]`;

function insertDimensions(rows: readonly DimensionRow[]) {
  return sql`
    insert into link_daily_dimension as daily (link_id, dimension, day, value, detail, clicks, human_clicks)
    select * from unnest(
      ${linkIds(rows)},
      ${toTextArray(rows.map(row => row.dimension))}::text[],
      ${daysOf(rows)},
      ${toTextArray(rows.map(row => row.value))}::text[],
      ${toTextArray(rows.map(row => row.detail))}::text[],
      ${counts(rows)}
    )
    on conflict (link_id, dimension, day, value, detail) do update set
      clicks = daily.clicks + excluded.clicks,
      human_clicks = daily.human_clicks + excluded.human_clicks`;
}
