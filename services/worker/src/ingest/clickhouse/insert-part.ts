import type { ClickHouse } from "@shunt/clickhouse";
import type { PreparedBatch } from "../commit/prepare-batch.ts";
import type { StoredClick } from "../store/stored-click.ts";
import type { BegunPart } from "./begun-parts.ts";
import { findWritten } from "./find-written.ts";
import { insertClickRows, insertOrphanRows, toClickRows, toMonth, toOrphanRows } from "./insert-rows.ts";

/**
 * Inserts a part of a batch, whose clicks have their ids, however often it was tried before, and returns its clicks as they are stored. ClickHouse ignores a
 * second insert under the part's name in each partition, so it must get the rows of the first one again: those that are stored.
 */
export async function insertPart(
  clickHouse: ClickHouse,
  part: PreparedBatch,
  { isFirstTry, begunAt, isOld }: BegunPart,
): Promise<readonly StoredClick[]> {
  const { name, clicks } = part;
  const insert = async (own: readonly StoredClick[]) => {
    await insertClickRows(clickHouse, name, toClickRows(own));
    await insertOrphanRows(clickHouse, name, toOrphanRows(part.orphanHits));
  };
  if (isFirstTry) {
    await insert(clicks);
    return clicks;
  }
  const written = await findWritten(clickHouse, part, begunAt);
  const months = new Set(written.map(toMonth));
  const missing = clicks.filter(click => !months.has(toMonth(click)));
  // ClickHouse may no longer know the name, so what is stored is not inserted again.
  await insert(isOld ? missing : [...written, ...missing]);
  // An earlier try may still have been running.
  return findWritten(clickHouse, part, begunAt);
}
