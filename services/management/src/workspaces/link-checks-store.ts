import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Whether workers check the links of a workspace. */
export async function checksLinks(db: Db, workspaceId: string): Promise<boolean> {
  const workspace = await db
    .selectFrom("workspaces")
    .select("checks_links")
    .where("id", "=", workspaceId)
    .executeTakeFirst();
  return workspace?.checks_links ?? false;
}

/** Without checks, old results would be shown as current: they are deleted. */
export async function setLinkChecks(tx: Db, workspaceId: string, isOn: boolean): Promise<void> {
  await tx.updateTable("workspaces").set({ checks_links: isOn }).where("id", "=", workspaceId).execute();
  if (isOn) return;
  await sql`
    delete from link_health using links
    where link_health.link_id = links.id and workspace_id = ${workspaceId}`.execute(tx);
  await sql`
    delete from destination_lists using links
    where destination_lists.link_id = links.id and workspace_id = ${workspaceId}`.execute(tx);
}
