import { randomUUID } from "node:crypto";
import { anonymousWorkspaceId, type Db } from "@shunt/db";

/** Inserts a link. Returns its id. @param maxClicks null for no limit */
export async function insertLimitedLink(db: Db, maxClicks: number | null): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto("links")
    .values({
      id,
      workspace_id: anonymousWorkspaceId,
      target_url: "https://example.com/",
      is_active: true,
      is_public: true,
      redirect_status: 302,
      rules: maxClicks === null ? null : { max_clicks: maxClicks },
    })
    .execute();
  return id;
}

/** Changes the limit of a link. */
export async function setMaxClicks(db: Db, id: string, maxClicks: number | null): Promise<void> {
  const rules = maxClicks === null ? null : { max_clicks: maxClicks };
  await db.updateTable("links").set({ rules }).where("id", "=", id).execute();
}
