import type { ClickHouse } from "@shunt/clickhouse";
import type { PreparedBatch } from "../commit/prepare-batch.ts";
import type { StoredClick } from "../store/stored-click.ts";
import type { BegunPart } from "./begun-parts.ts";
import { toIdentified } from "./click-ids.ts";
import { findWritten } from "./find-written.ts";
import { insertClicks, insertOrphanHits, toMonth } from "./insert-rows.ts";

/**
 * Inserts a part of a batch, however often it was tried before, and returns its clicks as they are stored. ClickHouse ignores a
 * second insert under the part's name in each partition, so it must get the rows of the first one again: those that are stored.
 */
export async function insertPart(
  clickHouse: ClickHouse,
  part: PreparedBatch,
  { isFirstTry, begunAt, isOld }: BegunPart,
): Promise<readonly StoredClick[]> {
  const clicks = toIdentified(part);
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
