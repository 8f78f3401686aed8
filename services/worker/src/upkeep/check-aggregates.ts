import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Links and days that are looked at in one night: enough to find what is wrong everywhere, at a price that nobody feels. */
const sampleSize = 200;

export interface Mismatch {
  linkId: string;
  day: string;
  /** Of the single clicks. */
  clicks: number;
  /** What the sums say. */
  daily: number;
  quarterHourly: number;
  devices: number;
}

/**
 * Recomputes a sample of a UTC day's sums from single clicks: of each link its clicks by the day, by the quarter of an hour,
 * and by device. Returns where they differ. One statement, and so of one moment.
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
