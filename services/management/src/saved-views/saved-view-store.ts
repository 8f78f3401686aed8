import type { SavedView, SavedViewPage, UpdateSavedView } from "@shunt/contracts/analytics";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

const columns = ["id", "page", "name", "search", "created_at as createdAt", "updated_at as updatedAt"] as const;

export interface SavedViewRecord extends Pick<SavedView, "id" | "page" | "name"> {
  search: Record<string, unknown>;
  createdAt: Date;
  updatedAt: Date;
}

export interface NewSavedView extends Pick<SavedView, "id" | "page" | "name" | "search"> {
  userId: string;
}

export async function countSavedViews(tx: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from saved_views where user_id = ${userId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Undefined if the name is taken. */
export async function insertSavedView(
  tx: Db,
  { id, userId, page, name, search }: NewSavedView,
): Promise<SavedViewRecord | undefined> {
  return tx
    .insertInto("saved_views")
    .values({ id, user_id: userId, page, name, search: JSON.stringify(search) })
    .onConflict(conflict => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst();
}

/** By name. */
export async function findSavedViews(
  db: Db,
  userId: string,
  page: SavedViewPage | undefined,
): Promise<SavedViewRecord[]> {
  return db
    .selectFrom("saved_views")
    .select(columns)
    .where("user_id", "=", userId)
    .$if(page !== undefined, query => query.where("page", "=", page as SavedViewPage))
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .execute();
}

/** @throws Problem "saved-view-not-found" or "saved-view-name-taken" */
export async function updateSavedViewRow(
  db: Db,
  { id, userId }: { id: string; userId: string },
  { name, search }: UpdateSavedView,
): Promise<SavedViewRecord> {
  const updated = await db
    .updateTable("saved_views")
    .set({
      ...(name !== undefined && { name }),
      ...(search !== undefined && { search: JSON.stringify(search) }),
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .returning(columns)
    .executeTakeFirst()
    .catch((err: { constraint?: unknown }) => {
      if (err.constraint !== "saved_views_name_key") throw err;
      throw new Problem("saved-view-name-taken", undefined, { cause: err });
    });
  if (!updated) throw new Problem("saved-view-not-found");
  return updated;
}

/** @throws Problem "saved-view-not-found" */
export async function deleteSavedViewRow(db: Db, { id, userId }: { id: string; userId: string }): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom("saved_views")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Problem("saved-view-not-found");
}
