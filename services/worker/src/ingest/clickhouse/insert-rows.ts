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

export async function insertClicks(
  clickHouse: ClickHouse,
  token: string,
  clicks: readonly StoredClick[],
): Promise<void> {
  if (clicks.length === 0) return;
  let rows = "";
  for (const click of clicks) rows += toClickRow(click);
  await clickHouse.insert("new_clicks", rows, { columns: rowColumns, token });
}

export async function insertOrphanHits(
  clickHouse: ClickHouse,
  token: string,
  hits: readonly OrphanHit[],
): Promise<void> {
  if (hits.length === 0) return;
  let rows = "";
  for (const row of sumUpOrphanHits(hits))
    rows += `${row.domainId}\t${row.day}\t${toCopyField(row.code)}\t${row.hits}\t${row.humanHits}\t${toInstant(row.lastHitAt).slice(0, -1)}\n`;
  const columns = ["domain_id", "day", "code", "hits", "human_hits", "last_hit_at"] as const;
  await clickHouse.insert("orphan_hits", rows, { columns: [...columns], token });
}
