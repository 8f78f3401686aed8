import type { ClickHouse } from "@shunt/clickhouse";
import type { Logger } from "@shunt/runtime";
import { toDay } from "../../ingest/aggregate/day.ts";

const dayMs = 24 * 60 * 60_000;

/** Deletes clicks of days that ended more than `days` days ago: whole months as partitions, else single rows. Sums stay. */
export async function dropOldClicks(clickHouse: ClickHouse, days: number, now: number, log: Logger): Promise<void> {
  const oldest = toDay(now - days * dayMs);
  const months = await clickHouse.query<{ month: string }>(
    `SELECT DISTINCT partition AS month FROM system.parts
     WHERE database = currentDatabase() AND table = 'click_events' AND active AND partition < {month:String} ORDER BY month`,
    { month: oldest.slice(0, 7).replace("-", "") },
  );
  for (const { month } of months) {
    await clickHouse.run("ALTER TABLE click_events DROP PARTITION {month:String}", { month });
    log.info({ month }, "dropped clicks past their retention");
  }
  const isOld = "clicked_at < toDateTime64({oldest:Date}, 3, 'UTC')";
  const old = await clickHouse.query(`SELECT 1 FROM click_events WHERE ${isOld} LIMIT 1`, { oldest });
  if (old.length > 0) await clickHouse.run(`DELETE FROM click_events WHERE ${isOld}`, { oldest });
}
