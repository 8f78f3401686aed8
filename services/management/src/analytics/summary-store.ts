import type { Db } from "@shunt/db";
import { sql } from "kysely";

export interface DayRow {
  day: string;
  clicks: number;
  uniqueVisitors: number;
}

export interface TopRow {
  dimension: string;
  value: string;
  clicks: number;
  /** Clicks of all values of the dimension; what lacks to the period's clicks has no value. */
  known: number;
}

/** The days on which a human clicked, from `since` (a UTC day) on. */
export async function findDays(db: Db, linkId: string, since: string): Promise<DayRow[]> {
  return db
    .selectFrom("link_daily")
    .select(["day", "human_clicks as clicks", "unique_visitors as uniqueVisitors"])
    .where("link_id", "=", linkId)
    .where("day", ">=", since)
    .execute();
}

/** The values with most human clicks, up to `limit` of each of the dimensions, most first. */
export async function findTopValues(
  db: Db,
  linkId: string,
  dimensions: readonly string[],
  since: string,
  limit: number,
): Promise<TopRow[]> {
  const { rows } = await sql<TopRow>`
    select dimension, value, clicks, known from (
      select dimension, value, sum(human_clicks)::bigint as clicks,
        (sum(sum(human_clicks)) over (partition by dimension))::bigint as known,
        row_number() over (partition by dimension order by sum(human_clicks) desc, value) as position
      from link_daily_dimension
      where link_id = ${linkId} and dimension = any(${dimensions}::text[]) and day >= ${since} and human_clicks > 0
      group by dimension, value
    ) ranked
    where position <= ${limit}
    order by dimension, position`.execute(db);
  return rows;
}
