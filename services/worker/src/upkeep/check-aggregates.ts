import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Links that are checked per night: enough to find systematic errors at a negligible cost. */
const sampleSize = 200;

export interface Mismatch {
  linkId: string;
  day: string;
  /** Number of rows in `click_events`. */
  clicks: number;
  /** Clicks according to `link_daily`. */
  daily: number;
  quarterHourly: number;
  devices: number;
}

/**
 * Compares the sums of a sample of links for a UTC day with their clicks. One statement, so that all numbers come from
 * one snapshot.
 */
export async function findMismatches(db: Db, day: string): Promise<Mismatch[]> {
  const start = sql`(${day}::date::timestamp at time zone 'UTC')`;
  const end = sql`((${day}::date + 1)::timestamp at time zone 'UTC')`;
  const { rows } = await sql<Mismatch>`
    with sample as (
      select link_id from (
        select link_id from link_daily where day = ${day}
        union select distinct link_id from click_events where clicked_at >= ${start} and clicked_at < ${end}
      ) as seen join links on links.id = link_id and not links.clicks_since > ${start}
      order by random() limit ${sql.lit(sampleSize)}
    ), compared as (
      select link_id as "linkId", ${day} as day,
        (select count(*) from click_events as e
          where e.link_id = sample.link_id and clicked_at >= ${start} and clicked_at < ${end}) as clicks,
        (select count(*) from click_events as e where e.link_id = sample.link_id and clicked_at >= ${start}
          and clicked_at < ${end} and device is not null) as "withDevice",
        coalesce((select clicks from link_daily as d where d.link_id = sample.link_id and day = ${day}), 0) as daily,
        coalesce((select sum(clicks) from link_quarter_hourly as q
          where q.link_id = sample.link_id and at >= ${start} and at < ${end}), 0)::bigint as "quarterHourly",
        coalesce((select sum(clicks) from link_daily_dimension as d
          where d.link_id = sample.link_id and dimension = 'device' and day = ${day}), 0)::bigint as devices
      from sample
    )
    select * from compared
    where clicks <> daily or clicks <> "quarterHourly" or "withDevice" <> devices`.execute(db);
  return rows;
}
