import { type TopLinks, weekdays } from "@shunt/contracts/analytics";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { selectCounts } from "../query/clicks-source.ts";
import { sums } from "../series/series-store.ts";

/** Of a day. */
export const hours: number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** In descending order. */
export async function findTopLinks(db: Db, query: AnalyticsQuery, limit: number): Promise<TopLinks["items"]> {
  const { rows } = await sql<TopLinks["items"][number]>`
    select link_id, code as short_code, host as domain, target_url as original_url, title, clicks, unique_visitors, scans
    from (
      select link_id, ${sums} from ${selectCounts(query)} as click
      group by link_id having sum(clicks) > 0 order by clicks desc, link_id limit ${limit}
    ) as top
    join links on links.id = link_id
    join link_codes using (link_id)
    join domains on domains.id = domain_id
    where is_primary
    order by clicks desc, link_id`.execute(db, query.execution);
  return rows;
}

/** In the order of `weekdays`, and by hour, in the time zone of the query. */
export async function findHeatMap(db: Db, query: AnalyticsQuery): Promise<number[][]> {
  const { timeZone } = query.period;
  const { rows } = await sql<{ weekday: number; hour: number; clicks: number }>`
    select extract(isodow from at at time zone ${timeZone})::int as weekday,
      extract(hour from at at time zone ${timeZone})::int as hour, sum(clicks)::bigint as clicks
    from ${selectCounts(query)} as click
    group by 1, 2`.execute(db, query.execution);
  const clicks = weekdays.map(() => hours.map(() => 0));
  for (const { weekday, hour, clicks: count } of rows) (clicks[weekday - 1] as number[])[hour] = count;
  return clicks;
}
