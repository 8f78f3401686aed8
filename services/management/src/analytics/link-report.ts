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

/** The values with most human clicks, up to `limit` of every dimension, most first. */
export async function findTopValues(db: Db, linkId: string, since: string, limit: number): Promise<TopRow[]> {
  const { rows } = await sql<TopRow>`
    select dimension, value, clicks from (
      select dimension, value, sum(human_clicks)::bigint as clicks,
        row_number() over (partition by dimension order by sum(human_clicks) desc, value) as position
      from link_daily_dimension
      where link_id = ${linkId} and day >= ${since}
      group by dimension, value
    ) ranked
    where position <= ${limit}
    order by dimension, position`.execute(db);
  return rows;
}
