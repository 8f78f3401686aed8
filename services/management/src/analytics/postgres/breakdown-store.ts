import type { Dimension } from "@shunt/contracts/analytics";
import { type Db, selectDimensionCounts } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { ValueRow } from "../click-reader.ts";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { endOfPeriod, startOfPeriod } from "../query/period-bounds.ts";
import { selectEvents, selectEventsBetween } from "./clicks-source.ts";
import { dimensionColumns, labelOfEvent } from "./dimension-columns.ts";
import type { PostgresQuery } from "./postgres-query.ts";

export async function findValues(
  db: Db,
  query: PostgresQuery,
  dimension: Dimension,
  limit: number,
): Promise<ValueRow[]> {
  const values = query.filters.length > 0 ? selectFiltered(query, dimension) : selectAll(query, dimension);
  const { rows } = await sql<ValueRow>`
    select label, sum(clicks)::bigint as clicks, (sum(sum(clicks)) over ())::bigint as "withValue"
    from ${values} as value
    group by label
    having sum(clicks) > 0
    order by clicks desc, label collate "C"
    limit ${limit}`.execute(db, query.execution);
  return rows;
}

function selectFiltered(query: AnalyticsQuery, dimension: Dimension): RawBuilder<unknown> {
  return sql`(select ${labelOfEvent(dimension)} as label, 1 as clicks from ${selectEvents(query)} as e)`;
}

/**
 * Sums whole UTC days, and single clicks for the parts of the first and last day of a period in another time zone. The
 * current UTC day is used as a whole.
 */
function selectAll(query: AnalyticsQuery, dimension: Dimension): RawBuilder<unknown> {
  const { aggregate, ofAggregate, ofEvent } = dimensionColumns[dimension];
  const { scope, period, includesBots } = query;
  const start = startOfPeriod(period);
  const end = endOfPeriod(period);
  const ofDays = (isWithin: RawBuilder<unknown>) => sql`
    select ${ofAggregate} as label, ${includesBots ? sql`d.clicks` : sql`d.human_clicks`} as clicks
    from ${selectDimensionCounts(sql`${scope.includes(sql`d.link_id`)} and ${isWithin}`)} as d
    where d.dimension = ${aggregate}`;
  if (period.timeZone === "UTC")
    return sql`(${ofDays(sql`d.day between ${period.from}::date and ${period.to}::date`)})`;
  const first = sql`(date_trunc('day', ${start} - interval '1 microsecond', 'UTC') + interval '24 hours')`;
  const last = sql`(case when ${end} > now() then date_trunc('day', ${end} - interval '1 microsecond', 'UTC') + interval '24 hours'
    else date_trunc('day', ${end}, 'UTC') end)`;
  const toDay = (moment: RawBuilder<unknown>) => sql`(${moment} at time zone 'UTC')::date`;
  const edge = (from: RawBuilder<Date>, to: RawBuilder<Date>) =>
    sql`select ${ofEvent} as label, 1 as clicks from ${selectEventsBetween(query, from, to)} as e where ${ofEvent} is not null`;
  return sql`(
    ${ofDays(sql`d.day >= ${toDay(first)} and d.day < ${toDay(last)}`)}
    union all ${edge(start, sql`least(${first}, ${end})`)}
    union all ${edge(sql`greatest(${last}, ${first})`, end)}
  )`;
}
