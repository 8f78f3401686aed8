import type { ClickHouse } from "@shunt/clickhouse";
import type { StoredClick } from "../store/stored-click.ts";
import { toIdPattern } from "./click-ids.ts";
import { rowColumns } from "./click-rows.ts";
import { type ClickRow, toStoredClick } from "./stored-rows.ts";

export interface Part {
  name: string;
  clicks: readonly StoredClick[];
}

/** Clocks differ. */
const clockMs = 60_000;

/**
 * Returns the clicks that ClickHouse has of a part, which an earlier try wrote. They may differ from the given ones: what is
 * stored decides.
 *
 * @param begunAt when the part was begun (ms since the epoch). Clicks with an impossible time got the time of their try.
 */
export async function findWritten(
  clickHouse: ClickHouse,
  { name, clicks }: Part,
  begunAt: number,
): Promise<StoredClick[]> {
  if (clicks.length === 0) return [];
  const times = clicks.map(({ at }) => at);
  const workspaces = new Map(clicks.map(({ linkId, workspaceId }) => [linkId, workspaceId]));
  const rows = await clickHouse.query<ClickRow>(
    `SELECT ${rowColumns.join(", ")} FROM click_events
     WHERE link_id IN {linkIds:Array(UUID)} AND toString(id) LIKE {pattern:String}
       AND clicked_at >= fromUnixTimestamp64Milli({first:Int64}) AND clicked_at <= fromUnixTimestamp64Milli({last:Int64})
     ORDER BY id`,
    {
      linkIds: [...workspaces.keys()],
      pattern: toIdPattern(name),
      first: times.reduce((first, at) => Math.min(first, at), begunAt - clockMs),
      last: times.reduce((last, at) => Math.max(last, at), begunAt + clockMs),
    },
  );
  return rows.map(row => toStoredClick(row, workspaces));
}
