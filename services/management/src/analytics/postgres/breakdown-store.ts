import type { Dimension } from "@shunt/contracts/analytics";
import { type Db, selectDimensionCounts } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { ValueRow } from "../click-reader.ts";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { endOfPeriod, startOfDay, startOfPeriod, toWholeDays } from "../query/period-bounds.ts";
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

/** Sums whole UTC days, and single clicks for the parts of the first and last day of a period in another time zone. */
function selectAll(query: AnalyticsQuery, dimension: Dimension): RawBuilder<unknown> {
  const { aggregate, ofAggregate, ofEvent } = dimensionColumns[dimension];
  const { scope, period, includesBots } = query;
  const start = startOfPeriod(period);
  const end = endOfPeriod(period);
  const columns = sql`${ofAggregate} as label, ${includesBots ? sql`d.clicks` : sql`d.human_clicks`} as clicks`;
  const ofLinks = (condition: RawBuilder<unknown>) => sql`
    select ${columns} from ${selectDimensionCounts(condition)} as d where d.dimension = ${aggregate}`;
  const ofDays = (isWithin: RawBuilder<unknown>) => {
    const isIncluded = sql`${scope.includes(sql`d.link_id`)} and ${isWithin}`;
    if (!scope.isSummed) return ofLinks(isIncluded);
    const open = (columns: RawBuilder<unknown>) => sql`select ${columns} from link_daily as d where not is_summed`;
    // Mostly today. With the first day, an index on the day finds their rows; Postgres would read those of all days otherwise.
    const isOpen = sql`d.day >= (${open(sql`min(d.day)`)} and ${isWithin})
      and (d.link_id, d.day) in (${open(sql`d.link_id, d.day`)} and ${isIncluded})`;
    return sql`
      select ${columns} from (
        select unnest(value) as value, unnest(detail) as detail, unnest(clicks) as clicks, unnest(human_clicks) as human_clicks
        from workspace_dimensions as d
        where workspace_id = any(${scope.workspaceIds}::uuid[]) and dimension = ${aggregate} and ${isWithin}
      ) as d
      union all
      ${ofLinks(isOpen)}`;
  };
  if (period.timeZone === "UTC")
    return sql`(${ofDays(sql`d.day between ${period.from}::date and ${period.to}::date`)})`;
  const { first, last } = toWholeDays(period);
  const edge = (from: RawBuilder<Date>, to: RawBuilder<Date>) =>
    sql`select ${ofEvent} as label, 1 as clicks from ${selectEventsBetween(query, from, to)} as e where ${ofEvent} is not null`;
  return sql`(
    ${ofDays(sql`d.day >= ${first} and d.day < ${last}`)}
    union all ${edge(start, sql`least(${startOfDay(first)}, ${end})`)}
    union all ${edge(startOfDay(sql`greatest(${last}, ${first})`), end)}
  )`;
}
