import { type Copy, countedDimensions, type Db, isOneOfDays, type LinkDay, takeFromWorkspaces } from "@shunt/db";
import { sql } from "kysely";
import { toElement, toPlainArray, toTextArray } from "../store/array-literal.ts";
import { toCopyField } from "../store/copy-field.ts";
import type { DayRow, DimensionRow } from "./aggregate.ts";
import { toKey } from "./named-values-store.ts";
import { counts, days as daysOf, linkIds, visitorCounts } from "./row-arrays.ts";

export interface PackedTransaction {
  tx: Db;
  copy: Copy;
}

/** Rows of a link and day that are merged into one. Fewer would be written again too often; more cost readers time. */
export const maxPackedRows = 16;
/** Rows of a day with many clicks hold hundreds of values each, which take readers ten times as long. */
const maxLongRows = 4;
const manyClicks = 1_000;
/** Fits into a smallint after an addition, and is far above every limit. */
const maxNamedValues = 20_000;
/** A day with more clicks is not merged: the sums might not fit into an integer. */
const maxMergedClicks = 2 ** 31 - 1;

const minChunkLength = 100_000;
const packedColumns = ["link_id", "day", "dimension", "value", "detail", "clicks", "human_clicks"];
const positions = new Map<string, number>(countedDimensions.map(({ name }, i) => [name, i]));

/**
 * Adds to days, with one packed row for the dimensions of each. Callers must hold the links' locks.
 *
 * @param dimensions grouped by link and day
 * @param busy links whose values are counted, for their limits
 */
export async function addPacked(
  { tx, copy }: PackedTransaction,
  days: readonly DayRow[],
  dimensions: readonly DimensionRow[],
  busy: ReadonlySet<string>,
): Promise<void> {
  if (days.length === 0) return;
  const packed = new Map(groupByDay(dimensions).map(rows => [toKey(rows[0] as DimensionRow), rows]));
  const { crowded, summed } = await addDays(tx, days, packed, busy);
  // Clicks that arrive late.
  if (summed.length > 0) await takeFromWorkspaces(tx, isOneOfDays(summed));
  if (packed.size > 0) await copy("packed_dimensions", packedColumns, toLines(packed.values()));
  if (crowded.length > 0) await mergePacked(tx, crowded);
}

function groupByDay(rows: readonly DimensionRow[]): DimensionRow[][] {
  const groups: DimensionRow[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (group?.[0]?.linkId === row.linkId && group[0].day === row.day) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Returns the days with too many packed rows, and those that the sums of workspaces contain. */
async function addDays(
  tx: Db,
  days: readonly DayRow[],
  packed: ReadonlyMap<string, readonly DimensionRow[]>,
  busy: ReadonlySet<string>,
): Promise<{ crowded: LinkDay[]; summed: LinkDay[] }> {
  const named = days.map(day => (busy.has(day.linkId) ? toPlainArray(countByDimension(packed.get(toKey(day)))) : null));
  const { rows } = await sql<LinkDay & { isCrowded: boolean; isSummed: boolean }>`
    with written as (
      insert into link_daily as daily
        (link_id, day, clicks, human_clicks, unique_visitors, scans, packed_rows, named_values)
      select link_id, day, clicks, human_clicks, unique_visitors, scans, packed_rows, named::smallint[] from unnest(
        ${linkIds(days)}, ${daysOf(days)}, ${counts(days)}, ${visitorCounts(days)},
        ${toPlainArray(days.map(day => (packed.has(toKey(day)) ? 1 : 0)))}::smallint[],
        ${toTextArray(named)}::text[]
      ) as added (link_id, day, clicks, human_clicks, unique_visitors, scans, packed_rows, named)
      on conflict (link_id, day) do update set
        clicks = daily.clicks + excluded.clicks,
        human_clicks = daily.human_clicks + excluded.human_clicks,
        unique_visitors = daily.unique_visitors + excluded.unique_visitors,
        scans = daily.scans + excluded.scans,
        -- No more than needed, as rows that are not merged would exceed a smallint.
        packed_rows = least(daily.packed_rows, ${sql.lit(maxPackedRows)}::smallint) + excluded.packed_rows,
        named_values = case
          when excluded.named_values is null or daily.named_values is null then daily.named_values
          else (
            -- An upper bound, as values that were there before are counted again.
            select array_agg(least(known + added, ${sql.lit(maxNamedValues)})::smallint order by position)
            from unnest(daily.named_values, excluded.named_values) with ordinality as sums (known, added, position)
          )
        end
      returning link_id, day, is_summed, clicks <= ${sql.lit(maxMergedClicks)}
        and packed_rows >= case when clicks > ${sql.lit(manyClicks)} then ${sql.lit(maxLongRows)} else ${sql.lit(maxPackedRows)} end as is_crowded
    )
    select link_id as "linkId", day::text as day, is_crowded as "isCrowded", is_summed as "isSummed" from written
    where is_crowded or is_summed`.execute(tx);
  return { crowded: rows.filter(({ isCrowded }) => isCrowded), summed: rows.filter(({ isSummed }) => isSummed) };
}

/** In the order of `link_daily.named_values`. */
function countByDimension(rows: readonly DimensionRow[] = []): number[] {
  const numbers = countedDimensions.map(() => 0);
  for (const { dimension } of rows) {
    const position = positions.get(dimension) ?? 0;
    numbers[position] = (numbers[position] ?? 0) + 1;
  }
  return numbers;
}

/** In chunks, as each of them costs some microseconds. */
function* toLines(groups: Iterable<readonly DimensionRow[]>): Generator<string> {
  let chunk = "";
  for (const rows of groups) {
    chunk += toLine(rows);
    if (chunk.length < minChunkLength) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

function toLine(rows: readonly DimensionRow[]): string {
  const { linkId, day } = rows[0] as DimensionRow;
  let [dimensions, values, details, all, humans] = ["", "", "", "", ""];
  for (const { dimension, value, detail, clicks, humanClicks } of rows) {
    dimensions += `,${dimension}`;
    values += `,${toElement(value)}`;
    details += `,${toElement(detail)}`;
    all += `,${clicks}`;
    humans += `,${humanClicks}`;
  }
  const arrays = [dimensions, toCopyField(values), toCopyField(details), all, humans];
  return `${linkId}\t${day}\t${arrays.map(elements => `{${elements.slice(1)}}`).join("\t")}\n`;
}

/** Merges the packed rows of each day. Ingest of clicks of these days waits for it. */
export async function mergePacked(tx: Db, days: readonly LinkDay[]): Promise<void> {
  // First, as it locks out the others who write the rows; the next statement sees what they wrote.
  const { rows: locked } = await sql<LinkDay>`
    update link_daily set packed_rows = 1
    where ${isOneOfDays(days)} and packed_rows > 1 and clicks <= ${sql.lit(maxMergedClicks)}
    returning link_id as "linkId", day::text as day`.execute(tx);
  await sql`
    with crowded as materialized (
      select * from unnest(${linkIds(locked)}, ${daysOf(locked)}) as crowded (link_id, day)
    ), taken as (
      delete from packed_dimensions as packed using crowded
      where packed.link_id = crowded.link_id and packed.day = crowded.day
      returning packed.*
    )
    insert into packed_dimensions (link_id, day, dimension, value, detail, clicks, human_clicks)
    select link_id, day, array_agg(dimension), array_agg(value), array_agg(detail), array_agg(clicks), array_agg(human_clicks)
    from (
      select link_id, day, dimension, value, detail, sum(clicks)::int as clicks, sum(human_clicks)::int as human_clicks
      from (
        select link_id, day, unnest(dimension) as dimension, unnest(value) as value, unnest(detail) as detail,
          unnest(clicks) as clicks, unnest(human_clicks) as human_clicks
        from taken
      ) as each
      group by link_id, day, dimension, value, detail
    ) as summed
    group by link_id, day`.execute(tx);
}
