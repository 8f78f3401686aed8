import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { enqueueNotifications } from "./notification-outbox.ts";

/** Older notices are from a time without social features. */
const maxAge = sql`interval '1 day'`;
const atOnce = 500;

/** Queues notifications about links that were blocked or marked as unsafe. Returns their ids. */
export async function enqueueLinkNotices(db: Db): Promise<string[]> {
  return db.transaction().execute(async tx => {
    const { rows } = await sql<{ userId: string; kind: "blocked" | "unsafe"; linkId: string }>`
      update link_notices set notified_at = now() where id in (
        select id from link_notices where notified_at is null and created_at > now() - ${maxAge}
        order by created_at limit ${sql.lit(atOnce)} for update skip locked
      )
      returning user_id as "userId", kind, link_id as "linkId"`.execute(tx);
    return enqueueNotifications(
      tx,
      rows.map(({ userId, kind, linkId }) => ({ userId, kind: `link_${kind}` as const, linkId })),
    );
  });
}
