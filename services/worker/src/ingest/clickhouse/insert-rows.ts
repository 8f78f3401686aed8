import type { ClickHouse } from "@shunt/clickhouse";
import { toCopyField } from "../store/copy-field.ts";
import { type OrphanHit, sumUpOrphanHits } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { toInstant } from "../to-instant.ts";
import { rowColumns, toClickRow } from "./click-rows.ts";

/** The partition of `click_events`. */
export function toMonth({ day }: StoredClick): string {
  return day.slice(0, 7);
}

/** A text that is built of many is slow to read, unless it is small. */
const rowsOfText = 100;

export function toClickRows(clicks: readonly StoredClick[]): Buffer {
  const texts: Buffer[] = [];
  for (let start = 0; start < clicks.length; start += rowsOfText) {
    let rows = "";
    for (const click of clicks.slice(start, start + rowsOfText)) rows += toClickRow(click);
    texts.push(Buffer.from(rows));
  }
  return Buffer.concat(texts);
}

export function toOrphanRows(hits: readonly OrphanHit[]): string {
  let rows = "";
  for (const row of sumUpOrphanHits(hits))
    rows += `${row.domainId}\t${row.day}\t${toCopyField(row.code)}\t${row.hits}\t${row.humanHits}\t${toInstant(row.lastHitAt).slice(0, -1)}\n`;
  return rows;
}

/** @param columns of the rows, in order */
export async function insertClickRows(
  clickHouse: ClickHouse,
  token: string,
  rows: Buffer,
  columns: [string, ...string[]] = rowColumns,
): Promise<void> {
  if (rows.length > 0) await clickHouse.insert("new_clicks", rows, { columns, token });
}

export async function insertOrphanRows(clickHouse: ClickHouse, token: string, rows: string): Promise<void> {
  const columns = ["domain_id", "day", "code", "hits", "human_hits", "last_hit_at"] as const;
  if (rows !== "") await clickHouse.insert("orphan_hits", rows, { columns: [...columns], token });
}
