import type { TopLinks } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { type HourRow, toHeatMap } from "../summary/heat-map.ts";
import { selectPeriodCounts, selectSums } from "./clicks-source.ts";
import type { PostgresQuery } from "./postgres-query.ts";
import { sums } from "./series-store.ts";

/** Rows of `link_id` and `clicks`. */
export function selectCountsOfLinks(query: AnalyticsQuery): RawBuilder<unknown> {
  return sql`select link_id, sum(clicks)::bigint as clicks from ${selectPeriodCounts(query)} as click group by link_id`;
}

export async function findTopLinks(db: Db, query: PostgresQuery, limit: number): Promise<TopLinks["items"]> {
  const { rows } = await sql<TopLinks["items"][number]>`
    select link_id, code as short_code, host as domain, target_url as original_url, title, clicks, unique_visitors, scans
    from (
      select link_id, ${sums} from ${selectPeriodCounts(query)} as click
      group by link_id having sum(clicks) > 0 order by clicks desc, link_id limit ${limit}
    ) as top
    join links on links.id = link_id
    join link_codes using (link_id)
    join domains on domains.id = domain_id
    where is_primary
    order by clicks desc, link_id`.execute(db, query.execution);
  return rows;
}

export async function findHeatMap(db: Db, query: PostgresQuery): Promise<number[][]> {
  const { timeZone } = query.period;
  const { rows } = await sql<HourRow>`
    select extract(isodow from at at time zone ${timeZone})::int as weekday,
      extract(hour from at at time zone ${timeZone})::int as hour, sum(clicks)::bigint as clicks
    from ${selectSums(query, "quarter")} as click
    group by 1, 2`.execute(db, query.execution);
  return toHeatMap(rows);
}
