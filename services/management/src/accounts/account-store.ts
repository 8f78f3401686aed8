import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { workspacesOfAccount } from "../access/index.ts";

const eventsAtOnce = 5_000;

/** Workspaces that are deleted with the account; none once it is deleted. */
export async function findWorkspacesOfAccount(db: Db, userId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from workspaces where id in ${workspacesOfAccount(userId)} order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Nothing can be created for the account until the transaction ends. Returns false if it does not exist. */
export async function lockUser(tx: Db, id: string): Promise<boolean> {
  const row = await tx.selectFrom("users").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  return row !== undefined;
}

/** Locks them all, so that concurrent changes see each other's result. */
export async function lockAdministrators(tx: Db): Promise<string[]> {
  const rows = await tx
    .selectFrom("users")
    .select("id")
    .where("role", "=", "admin")
    .where("is_active", "=", true)
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export async function deleteWebhookEvents(db: Db, workspaceId: string): Promise<void> {
  let deleted: bigint | undefined;
  do {
    ({ numAffectedRows: deleted } = await sql`
      delete from webhook_events where id in (
        select event_id from webhook_deliveries join webhooks on webhooks.id = webhook_id
        where webhooks.workspace_id = ${workspaceId} limit ${sql.lit(eventsAtOnce)}
      )`.execute(db));
  } while (deleted);
}

/** Cascades: rows that refer to the account are deleted or lose the reference. */
export async function deleteUserRow(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom("users").where("id", "=", id).execute();
}
