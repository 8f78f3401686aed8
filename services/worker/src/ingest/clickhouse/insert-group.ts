import type { ClickHouse } from "@shunt/clickhouse";
import type { StoredClick } from "../store/stored-click.ts";
import type { PartRows } from "./begun-groups.ts";
import { insertClicks, insertOrphanHits, toMonth } from "./insert-rows.ts";

/**
 * Inserts the rows of several small parts at once, as each insert costs the same whatever its size. They are the same rows under
 * the same token in each try, which adds nothing that an earlier one inserted.
 *
 * @param isOld ClickHouse may have forgotten the token
 */
export async function insertGroup(
  clickHouse: ClickHouse,
  token: string,
  parts: readonly PartRows[],
  isOld: boolean,
): Promise<void> {
  const clicks = parts.flatMap(part => part.clicks);
  const stored = isOld ? await findMonths(clickHouse, clicks) : new Set<string>();
  const missing = clicks.filter(click => !stored.has(toMonth(click)));
  await insertClicks(clickHouse, token, missing);
  const hits = parts.flatMap(part => part.orphanHits);
  await insertOrphanHits(clickHouse, token, hits);
}

/** Returns the months, which are partitions, of those clicks that are stored. */
async function findMonths(clickHouse: ClickHouse, clicks: readonly StoredClick[]): Promise<Set<string>> {
  if (clicks.length === 0) return new Set();
  const times = clicks.map(({ at }) => at);
  const rows = await clickHouse.query<{ month: string }>(
    `SELECT DISTINCT formatDateTime(clicked_at, '%Y-%m') AS month FROM click_events
     WHERE link_id IN {linkIds:Array(UUID)} AND id IN {ids:Array(UUID)}
       AND clicked_at >= fromUnixTimestamp64Milli({first:Int64}) AND clicked_at <= fromUnixTimestamp64Milli({last:Int64})`,
    {
      linkIds: [...new Set(clicks.map(({ linkId }) => linkId))],
      ids: clicks.map(({ id }) => id),
      first: Math.min(...times),
      last: Math.max(...times),
    },
  );
  return new Set(rows.map(({ month }) => month));
}
