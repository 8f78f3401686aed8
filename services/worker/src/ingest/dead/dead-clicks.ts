import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { toClickId } from "../slim/short-id.ts";
import type { StoredClick } from "../store/stored-click.ts";

export interface DeadClick {
  id: string;
  batch: string;
  reason: string;
  click: StoredClick;
  createdAt: Date;
}

export async function insertDeadClick(tx: Db, batch: string, click: StoredClick, reason: string): Promise<void> {
  const id = toClickId(click);
  await tx
    .insertInto("dead_clicks")
    .values({ id, batch, reason, click: JSON.stringify({ ...click, id }) })
    .execute();
}

/** Oldest first. */
export async function findDeadClicks(db: Db, limit: number): Promise<DeadClick[]> {
  return db
    .selectFrom("dead_clicks")
    .select(["id", "batch", "reason", "click", "created_at as createdAt"])
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .$castTo<DeadClick>()
    .execute();
}

export async function countDeadClicks(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from dead_clicks`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Fields that clicks of older releases lack. */
export const added = { rule: null, variant: null, idHigh: 0, idLow: 0 } as const satisfies Partial<StoredClick>;

/** Deletes and returns a dead click. Call it in the transaction that writes the click to its tables. */
export async function takeDeadClick(tx: Db, id: string): Promise<StoredClick | undefined> {
  const row = await tx.deleteFrom("dead_clicks").where("id", "=", id).returning("click").executeTakeFirst();
  return row && { ...added, ...(row.click as StoredClick) };
}
