import { type Db, selectDimensionCounts } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { Days, RankedValue } from "../click-reader.ts";

export interface DayRow {
  day: string;
  clicks: number;
  uniqueVisitors: number;
  /** The transaction that last wrote the day. */
  version: string;
}

export interface ValueRow {
  dimension: string;
  value: string;
  clicks: number;
}

export async function findDays(db: Db, linkId: string, { from, to }: Days): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select day::text as day, human_clicks as clicks, unique_visitors as "uniqueVisitors", xmin::text as version
    from link_daily where link_id = ${linkId} and day between ${from} and ${to} order by day`.execute(db);
  return rows;
}

/** In any order. If there are more than `limit`, some are missing. */
export async function findValues(
  db: Db,
  linkId: string,
  dimensions: readonly string[],
  days: Days,
  limit: number,
): Promise<ValueRow[]> {
  const { rows } = await sql<ValueRow>`
    select dimension, value, sum(human_clicks)::bigint as clicks from ${selectValues(linkId, dimensions, days)}
    group by dimension, value limit ${limit}`.execute(db);
  return rows;
}

/** Up to `limit` values per dimension, in descending order. */
export async function rankValues(
  db: Db,
  linkId: string,
  dimensions: readonly string[],
  days: Days,
  limit: number,
): Promise<RankedValue[]> {
  const { rows } = await sql<RankedValue>`
    select dimension, value, clicks, "withValue" from (
      select dimension, value, sum(human_clicks)::bigint as clicks,
        (sum(sum(human_clicks)) over (partition by dimension))::bigint as "withValue",
        row_number() over (partition by dimension order by sum(human_clicks) desc, value) as position
      from ${selectValues(linkId, dimensions, days)}
      group by dimension, value
    ) ranked
    where position <= ${limit}
    order by dimension, position`.execute(db);
  return rows;
}

function selectValues(linkId: string, dimensions: readonly string[], { from, to }: Days): RawBuilder<unknown> {
  return sql`(
    select dimension, value, human_clicks
    from ${selectDimensionCounts(sql`d.link_id = ${linkId} and d.day between ${from} and ${to}`)} as d
    where dimension = any(${dimensions}::text[]) and human_clicks > 0
  ) as counted`;
}
