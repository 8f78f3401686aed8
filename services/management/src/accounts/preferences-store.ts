import { Language, type Me } from "@shunt/contracts/accounts";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Memberships } from "../access/index.ts";

export type Preferences = Pick<Me, "language" | "time_zone">;

/** @throws NoResultError if the account does not exist */
export async function findPreferences(db: Db, userId: string): Promise<Preferences> {
  const row = await db
    .selectFrom("users")
    .select(["language", "time_zone"])
    .where("id", "=", userId)
    .executeTakeFirstOrThrow();
  // A later version may have stored a language that this one lacks.
  return { language: Language.safeParse(row.language).data ?? null, time_zone: row.time_zone };
}

/** Undefined fields stay unchanged. */
export async function updatePreferences(
  tx: Db,
  userId: string,
  { language, time_zone }: { [Name in keyof Preferences]?: Preferences[Name] | undefined },
): Promise<void> {
  if (language === undefined && time_zone === undefined) return;
  await tx.updateTable("users").set({ language, time_zone, updated_at: sql`now()` }).where("id", "=", userId).execute();
}

/** The personal one first, then by name. */
export async function findMyWorkspaces(db: Db, userId: string, memberships: Memberships): Promise<Me["workspaces"]> {
  const rows = await db
    .selectFrom("workspaces")
    .select(["id", "name", sql<boolean>`personal_user_id is not distinct from ${userId}::uuid`.as("isPersonal")])
    .where("id", "in", Object.keys(memberships))
    .orderBy("isPersonal", "desc")
    .orderBy("name")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ id, name, isPersonal }) => {
    const role = memberships[id];
    return role === undefined ? [] : [{ id, name, role, is_personal: isPersonal }];
  });
}
