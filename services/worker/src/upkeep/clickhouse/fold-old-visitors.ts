import { type ClickHouse, foldVisitors } from "@shunt/clickhouse";
import type { Db } from "@shunt/db";
import { toOldestKeyDay } from "../../ingest/visitors/visitor-keys.ts";
import { foldGraceMs, withFoldLock } from "./fold-lock.ts";

/** Counts the visitors of days that can get no further ones. */
export async function foldOldVisitors(db: Db, clickHouse: ClickHouse, now: number): Promise<void> {
  await withFoldLock(db, async () => {
    if (!(await isMovingVisitors(db))) await foldVisitors(clickHouse, toOldestKeyDay(now - foldGraceMs));
  });
}

/** `shunt clicks move` was interrupted while it copied the visitors of the latest days, and has to go on first. */
async function isMovingVisitors(db: Db): Promise<boolean> {
  const rows = await db
    .selectFrom("history_moves")
    .select("label")
    .where("kind", "=", "open-visitors")
    .where("done_at", "is", null)
    .execute();
  return rows.length > 0;
}
