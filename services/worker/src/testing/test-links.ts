import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";

/** Inserts an account with its workspace, and returns the id of both. */
export async function insertTestWorkspace(db: Db, { checksLinks = false } = {}): Promise<string> {
  const id = uuidv7();
  const user = { id, email: `${id}@example.com`, full_name: null, password_hash: "" };
  await db.insertInto("users").values(user).execute();
  await db.insertInto("workspaces").values({ id, name: "", personal_user_id: id, checks_links: checksLinks }).execute();
  return id;
}

/** Inserts a link on the shared domain, and returns its id. The code is the id unless given. */
export async function insertTestLink(
  db: Db,
  given: { workspaceId: string; targetUrl: string; code?: string; rules?: object },
): Promise<string> {
  const id = uuidv7();
  const { workspaceId, targetUrl, code = id, rules } = given;
  const settings = {
    target_url: targetUrl,
    is_active: true,
    is_public: true,
    is_indexable: false,
    redirect_status: 302,
  } as const;
  await db
    .insertInto("links")
    .values({ id, workspace_id: workspaceId, owner_id: workspaceId, ...settings, ...(rules && { rules }) })
    .execute();
  await db
    .insertInto("link_codes")
    .values({ domain_id: 1, code, link_id: id, is_primary: true, is_custom: false })
    .execute();
  return id;
}
