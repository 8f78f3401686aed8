import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { noticeRecipients } from "../access/index.ts";

export interface NoticedLink {
  id: string;
  /** Shown to the owner. */
  reason: string | null;
}

/**
 * Queues mails to the creators of links, or to the owners of the workspaces that they have left. Call it in the transaction that blocks
 * or marks the links, for those that were not blocked or marked before.
 */
export async function insertNotices(tx: Db, kind: "blocked" | "unsafe", links: readonly NoticedLink[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into link_notices (id, user_id, link_id, kind, reason)
    select gen_random_uuid(), recipient.user_id, links.id, ${kind}, given.reason
    from unnest(${links.map(({ id }) => id)}::uuid[], ${links.map(({ reason }) => reason)}::text[]) as given (id, reason)
    join links on links.id = given.id
    cross join ${noticeRecipients}`.execute(tx);
}
