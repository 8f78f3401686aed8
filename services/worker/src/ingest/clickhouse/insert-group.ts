import type { ClickHouse } from "@shunt/clickhouse";
import type { GroupRows } from "./group-rows.ts";
import { insertClickRows, insertOrphanRows } from "./insert-rows.ts";
import { type ClickRow, readRows, toLines } from "./stored-rows.ts";

/** ClickHouse refuses parameters above 128 KiB (`http_max_field_value_size`). */
const idsPerQuery = 3_000;

/**
 * Inserts the rows of several parts at once, as each insert costs the same whatever its size. They are the same rows under the
 * same token in each try, which adds nothing that an earlier one inserted.
 *
 * @param isOld ClickHouse may have forgotten the token
 */
export async function insertGroup(
  clickHouse: ClickHouse,
  token: string,
  { columns, clicks, orphans }: GroupRows,
  isOld: boolean,
): Promise<void> {
  const missing = isOld ? await selectMissing(clickHouse, columns, clicks) : clicks;
  await insertClickRows(clickHouse, token, missing, columns);
  await insertOrphanRows(clickHouse, token, orphans);
}

/** Returns the rows of the months without a stored row: a month is a partition, which gets all its rows or none. */
async function selectMissing(clickHouse: ClickHouse, columns: readonly string[], clicks: Buffer): Promise<Buffer> {
  const lines = toLines(clicks);
  const rows = readRows(columns, lines);
  const stored = new Set<string>();
  for (let start = 0; start < rows.length; start += idsPerQuery) {
    const unknown = rows.slice(start, start + idsPerQuery).filter(row => !stored.has(monthOf(row)));
    for (const month of await findMonths(clickHouse, unknown)) stored.add(month);
  }
  const missing = lines.filter((_, i) => !stored.has(monthOf(rows[i] as ClickRow)));
  return Buffer.from(missing.map(line => `${line}\n`).join(""));
}

function monthOf(row: ClickRow): string {
  return row.clicked_at?.slice(0, "YYYY-MM".length) ?? "";
}

/** Returns the months of those clicks that are stored. */
async function findMonths(clickHouse: ClickHouse, rows: readonly ClickRow[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const times = rows.map(row => row.clicked_at ?? "").toSorted();
  const found = await clickHouse.query<{ month: string }>(
    `SELECT DISTINCT formatDateTime(clicked_at, '%Y-%m') AS month FROM click_events
     WHERE link_id IN {linkIds:Array(UUID)} AND id IN {ids:Array(UUID)}
       AND clicked_at >= {first:DateTime64(3, 'UTC')} AND clicked_at <= {last:DateTime64(3, 'UTC')}`,
    {
      linkIds: [...new Set(rows.map(row => row.link_id))],
      ids: rows.map(row => row.id),
      first: times[0],
      last: times.at(-1),
    },
  );
  return found.map(({ month }) => month);
}
