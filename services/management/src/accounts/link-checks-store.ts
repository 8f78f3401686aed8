import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Whether workers check the links of the user's own workspace. */
export async function checksLinks(db: Db, userId: string): Promise<boolean> {
  const workspace = await db
    .selectFrom("workspaces")
    .select("checks_links")
    .where("personal_user_id", "=", userId)
    .executeTakeFirst();
  return workspace?.checks_links ?? false;
}

/** Without checks, old results would be shown as current: they are deleted. */
export async function setLinkChecks(tx: Db, userId: string, isOn: boolean): Promise<void> {
  await tx.updateTable("workspaces").set({ checks_links: isOn }).where("personal_user_id", "=", userId).execute();
  if (isOn) return;
  await sql`
    delete from link_health using links join workspaces on workspaces.id = workspace_id
    where link_health.link_id = links.id and personal_user_id = ${userId}`.execute(tx);
  await sql`
    delete from destination_lists using links join workspaces on workspaces.id = workspace_id
    where destination_lists.link_id = links.id and personal_user_id = ${userId}`.execute(tx);
}
