import type { Dimension } from "@shunt/contracts/analytics";
import type { ValueRow } from "../click-reader.ts";
import type { ClickHouseQuery } from "./clickhouse-query.ts";
import { dayMs, floorToDay, selectEvents, selectEventsBetween } from "./clicks-source.ts";
import { dimensionColumns, labelOfEvent } from "./dimension-columns.ts";
import { moment } from "./moments.ts";
import type { Sources } from "./sources.ts";
import { bound, ch, join, raw, type Statement } from "./statement.ts";

export async function findValues(
  { ask }: Sources,
  query: ClickHouseQuery,
  dimension: Dimension,
  limit: number,
): Promise<ValueRow[]> {
  const values = query.filters.length > 0 ? selectFiltered(query, dimension) : selectAll(query, dimension);
  const statement = ch`
    select label, counted as clicks, sum(counted) over () as withValue
    from (select label, sum(clicks) as counted from ${values} group by label having counted > 0)
    order by clicks desc, label limit ${bound("UInt32", limit)}`;
  return ask<ValueRow>(statement, query.signal);
}

function selectFiltered(query: ClickHouseQuery, dimension: Dimension): Statement {
  return ch`(select ${labelOfEvent(dimension)} as label, toUInt64(1) as clicks from ${selectEvents(query)} as e)`;
}

/**
 * Sums whole UTC days, and single clicks for the parts of the first and last day of a period in another time zone. The
 * current UTC day is used as a whole.
 */
function selectAll(query: ClickHouseQuery, dimension: Dimension): Statement {
  const { aggregate, ofAggregate, ofEvent } = dimensionColumns[dimension];
  const { start, end } = query.moments;
  const first = ceilToDay(start);
  const last = end > Date.now() ? ceilToDay(end) : floorToDay(end);
  const edge = (from: number, to: number) => ch`
    union all select ${ofEvent} as label, toUInt64(1) as clicks from ${selectEventsBetween(query, from, to)} as e
    where label <> ''`;
  const edges = [
    { from: start, to: Math.min(first, end) },
    { from: Math.max(last, first), to: end },
  ];
  return ch`(
    select toString(${ofAggregate}) as label, ${raw(query.includesBots ? "d.clicks" : "d.human_clicks")} as clicks
    from link_daily_dimension as d
    where ${query.isOfLinks} and d.dimension = ${bound("String", aggregate)}
      and d.day >= toDate(${moment(first)}) and d.day < toDate(${moment(last)})
    ${join(
      edges.filter(({ from, to }) => from < to).map(({ from, to }) => edge(from, to)),
      "",
    )}
  )`;
}

function ceilToDay(ms: number): number {
  return Math.ceil(ms / dayMs) * dayMs;
}
