import { type Db, selectClicks, selectDimensionCounts } from "@shunt/db";
import { sql } from "kysely";

/** Links that are checked per night: enough to find systematic errors at a negligible cost. */
const sampleSize = 200;

export interface Mismatch {
  linkId: string;
  day: string;
  /** Number of single clicks. */
  clicks: number;
  /** Clicks according to `link_daily`. */
  daily: number;
  quarterHourly: number;
  devices: number;
}

/** Result of a check. `compared` is the number of links in the sample: 0 for a day without clicks. */
export interface Comparison {
  compared: number;
  mismatches: Mismatch[];
}

/** Compares the sums of a sample of links for a UTC day with their clicks. */
export async function compareSums(db: Db, day: string): Promise<Comparison> {
  const start = sql`(${day}::date::timestamp at time zone 'UTC')`;
  const end = sql`((${day}::date + 1)::timestamp at time zone 'UTC')`;
  const { rows: drawn } = await sql<{ linkId: string }>`
    select link_id as "linkId" from (
      select link_id from link_daily where day = ${day}
      union select distinct link_id from ${selectClicks()} as e where clicked_at >= ${start} and clicked_at < ${end}
    ) as seen order by random() limit ${sql.lit(sampleSize)}`.execute(db);
  const { rows: known } = await sql<{ id: string }>`
    select id from links where id = any(${drawn.map(({ linkId }) => linkId)}::uuid[]) and not clicks_since > ${start}`.execute(
    db,
  );
  const ids = known.map(({ id }) => id);
  const isInSample = sql`link_id = any(${ids}::uuid[])`;
  // One statement, so that all numbers come from one snapshot.
  const { rows: mismatches } = await sql<Mismatch>`
    select * from (
      select link_id as "linkId", ${day} as day, coalesce(clicks, 0) as clicks, coalesce(daily, 0) as daily,
        coalesce("quarterHourly", 0) as "quarterHourly", coalesce(devices, 0) as devices,
        coalesce("withDevice", 0) as "withDevice"
      from (
        select link_id, count(*) as clicks, count(device) as "withDevice" from ${selectClicks()} as e
        where ${isInSample} and clicked_at >= ${start} and clicked_at < ${end} group by link_id
      ) as events full join (
        select link_id, clicks as daily from link_daily where ${isInSample} and day = ${day}
      ) as days using (link_id) full join (
        select link_id, sum(clicks)::bigint as "quarterHourly" from link_quarter_hourly
        where ${isInSample} and at >= ${start} and at < ${end} group by link_id
      ) as quarters using (link_id) full join (
        select link_id, sum(clicks)::bigint as devices
        from ${selectDimensionCounts(sql`${isInSample} and day = ${day}`)} as d
        where dimension = 'device' group by link_id
      ) as dimensions using (link_id)
    ) as compared
    where clicks <> daily or clicks <> "quarterHourly" or "withDevice" <> devices`.execute(db);
  return { compared: ids.length, mismatches };
}
