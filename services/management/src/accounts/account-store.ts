import type { Db } from "@shunt/db";
import { sql } from "kysely";

const eventsAtOnce = 5_000;

/** The workspace that somebody has alone; undefined when the account is gone. */
export async function findPersonalWorkspaceId(db: Db, userId: string): Promise<string | undefined> {
  const row = await db.selectFrom("workspaces").select("id").where("personal_user_id", "=", userId).executeTakeFirst();
  return row?.id;
}

/** Holds the account until the transaction ends: nobody makes anything of its own meanwhile. False when it is gone. */
export async function lockUser(tx: Db, id: string): Promise<boolean> {
  const row = await tx.selectFrom("users").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
  return row !== undefined;
}

/** The active administrators, all of them held until the transaction ends, so that each who asks sees what the one before did. */
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

/** What the webhooks of a workspace were told or are to be told, with the deliveries. */
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

/** All that refers to the account goes with it, or forgets whose it was. */
export async function deleteUserRow(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom("users").where("id", "=", id).execute();
}
