import type { Db } from "@shunt/db";
import { sql } from "kysely";
import type { Caller } from "../auth/actor.ts";

/** The workspaces that somebody is a member of. */
export async function findWorkspaceIds(db: Db, actor: Caller): Promise<string[]> {
  const rows = await db
    .selectFrom("workspace_members")
    .select("workspace_id")
    .where("user_id", "=", actor.userId)
    .execute();
  return rows.map(row => row.workspace_id);
}

/** The workspace that a user has alone. @throws NoResultError when the account is gone */
export async function getPersonalWorkspaceId(db: Db, userId: string): Promise<string> {
  const { id } = await db
    .selectFrom("workspaces")
    .select("id")
    .where("personal_user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return id;
}

/** A domain of one of the workspaces, by its host. */
export async function findOwnDomain(
  db: Db,
  workspaceIds: readonly string[],
  host: string,
): Promise<{ id: number; isCaseSensitive: boolean } | undefined> {
  return db
    .selectFrom("domains")
    .select(["id", "is_case_sensitive as isCaseSensitive"])
    .where("host", "=", host)
    .where(sql<boolean>`workspace_id = any(${workspaceIds}::uuid[])`)
    .executeTakeFirst();
}
