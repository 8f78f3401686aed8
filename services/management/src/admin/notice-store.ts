import { type Db, noticeRecipients } from "@shunt/db";
import { sql } from "kysely";

export interface NoticedLink {
  id: string;
  /** Shown to the owner. */
  reason: string | null;
}

const recipients = noticeRecipients({
  kind: "link",
  verb: "edit",
  workspaceId: sql.ref("links.workspace_id"),
  creatorId: sql.ref("links.owner_id"),
});

/**
 * Queues mails to the accounts that get notices of the links. Call it in the transaction that blocks
 * or marks the links, for those that were not blocked or marked before.
 */
export async function insertNotices(tx: Db, kind: "blocked" | "unsafe", links: readonly NoticedLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into link_notices (id, user_id, link_id, kind, reason)
    select gen_random_uuid(), recipient.user_id, links.id, ${kind}, given.reason
    from unnest(${links.map(({ id }) => id)}::uuid[], ${links.map(({ reason }) => reason)}::text[]) as given (id, reason)
    join links on links.id = given.id
    cross join ${recipients}`.execute(tx);
}
