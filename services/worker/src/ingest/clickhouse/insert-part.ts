import type { ClickHouse } from "@shunt/clickhouse";
import type { PreparedBatch } from "../commit/prepare-batch.ts";
import { toCopyField } from "../store/copy-field.ts";
import { type OrphanHit, sumUpOrphanHits } from "../store/orphan-hits.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { toInstant } from "../to-instant.ts";
import type { BegunPart } from "./begun-parts.ts";
import { createClickIds } from "./click-ids.ts";
import { rowColumns, toClickRow } from "./click-rows.ts";
import { findWritten } from "./find-written.ts";

/**
 * Inserts a part of a batch, however often it was tried before, and returns its clicks as they are stored. ClickHouse ignores a
 * second insert under the part's name in each partition, so it must get the rows of the first one again: those that are stored.
 */
export async function insertPart(
  clickHouse: ClickHouse,
  part: PreparedBatch,
  { isFirstTry, begunAt, isOld }: BegunPart,
): Promise<readonly StoredClick[]> {
  const idOf = createClickIds(part.name);
  const clicks = part.clicks.map((click, i) => ({ ...click, id: idOf(click.at, i) }));
  if (isFirstTry) {
    await insertClicks(clickHouse, part.name, clicks);
    await insertOrphanHits(clickHouse, part.name, part.orphanHits);
    return clicks;
  }
  const written = await findWritten(clickHouse, part, begunAt);
  const months = new Set(written.map(toMonth));
  const missing = clicks.filter(click => !months.has(toMonth(click)));
  // ClickHouse may no longer know the name, so what is stored is not inserted again.
  await insertClicks(clickHouse, part.name, isOld ? missing : [...written, ...missing]);
  await insertOrphanHits(clickHouse, part.name, part.orphanHits);
  // An earlier try may still have been running.
  return findWritten(clickHouse, part, begunAt);
}

/** The partition of `click_events`. */
function toMonth({ day }: StoredClick): string {
  return day.slice(0, 7);
}

async function insertClicks(clickHouse: ClickHouse, token: string, clicks: readonly StoredClick[]): Promise<void> {
  if (clicks.length === 0) return;
  let rows = "";
  for (const click of clicks) rows += toClickRow(click);
  await clickHouse.insert("new_clicks", rows, { columns: rowColumns, token });
}

async function insertOrphanHits(clickHouse: ClickHouse, token: string, hits: readonly OrphanHit[]): Promise<void> {
  if (hits.length === 0) return;
  let rows = "";
  for (const row of sumUpOrphanHits(hits))
    rows += `${row.domainId}\t${row.day}\t${toCopyField(row.code)}\t${row.hits}\t${row.humanHits}\t${toInstant(row.lastHitAt).slice(0, -1)}\n`;
  const columns = ["domain_id", "day", "code", "hits", "human_hits", "last_hit_at"] as const;
  await clickHouse.insert("orphan_hits", rows, { columns: [...columns], token });
}
