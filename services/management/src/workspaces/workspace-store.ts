import type { Db } from "@shunt/db";
import { sql } from "kysely";

export async function insertWorkspace(tx: Db, { id, name }: { id: string; name: string }): Promise<void> {
  await sql`insert into workspaces (id, name) values (${id}, ${name})`.execute(tx);
}

/** Until the transaction ends, nothing is created in it. Undefined if it does not exist. */
export async function lockWorkspace(tx: Db, id: string): Promise<{ name: string; isPersonal: boolean } | undefined> {
  const { rows } = await sql<{ name: string; isPersonal: boolean }>`
    select name, personal_user_id is not null as "isPersonal" from workspaces where id = ${id} for update`.execute(tx);
  return rows[0];
}

/** Contents that visitors may still open. */
export async function countContents(tx: Db, id: string): Promise<{ links: number; domains: number }> {
  const { rows } = await sql<{ links: number; domains: number }>`
    select (select count(*)::int from links where workspace_id = ${id}) as links,
      (select count(*)::int from domains where workspace_id = ${id}) as domains`.execute(tx);
  return rows[0] ?? { links: 0, domains: 0 };
}

/** Cascades: what belongs to the workspace is deleted. */
export async function deleteWorkspaceRow(tx: Db, id: string): Promise<void> {
  await sql`delete from workspaces where id = ${id}`.execute(tx);
}
