import type { ClickHouse } from "@shunt/clickhouse";
import type { Comparison, Mismatch } from "../check-aggregates.ts";

const sampleSize = 200;

/** Compares the sums of a sample of links for a UTC day with their clicks, if these are still stored. */
export async function compareSums(clickHouse: ClickHouse, day: string): Promise<Comparison> {
  const isOfDay = (column: string) => `toDate(${column}) = {day:Date}`;
  const [sample] = await clickHouse.query<{ links: number }>(
    `SELECT least(uniqExact(link_id, since), ${sampleSize}) AS links FROM click_events WHERE ${isOfDay("clicked_at")}`,
    { day },
  );
  const mismatches = await clickHouse.query<Mismatch>(
    `WITH drawn AS (
       SELECT DISTINCT link_id, since FROM click_events WHERE ${isOfDay("clicked_at")} ORDER BY rand() LIMIT ${sampleSize}
     )
     SELECT toString(link_id) AS linkId, {day:String} AS day, sum(events) AS clicks, sum(quarters) AS daily,
       sum(quarters) AS quarterHourly, sum(counted) AS devices
     FROM (
       SELECT link_id, since, count() AS events, countIf(device != '') AS withDevice, 0 AS quarters, 0 AS counted
       FROM click_events WHERE (link_id, since) IN drawn AND ${isOfDay("clicked_at")} GROUP BY link_id, since
       UNION ALL
       SELECT link_id, since, 0, 0, sum(clicks), 0
       FROM link_quarter_hourly WHERE (link_id, since) IN drawn AND ${isOfDay("at")} GROUP BY link_id, since
       UNION ALL
       SELECT link_id, since, 0, 0, 0, sum(clicks) FROM link_daily_dimension
       WHERE (link_id, since) IN drawn AND dimension = 'device' AND day = {day:Date} GROUP BY link_id, since
     ) GROUP BY link_id, since
     HAVING clicks != quarterHourly OR sum(withDevice) != devices`,
    { day },
  );
  return { compared: Number(sample?.links ?? 0), mismatches };
}
