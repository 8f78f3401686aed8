import { type Db, noticeRecipients } from "@shunt/db";
import { sql } from "kysely";

/** Older milestones were reached while no process handled them. */
const maxAgeMs = 24 * 60 * 60_000;
const atOnce = 500;
/** Advisory lock with an arbitrary number, so that two processes do not wait for each other's rows. */
const milestoneLock = 7_482_004;

export interface Milestone {
  linkId: string;
  clicks: number;
  isRecent: boolean;
}

/** Claims milestones without a notification and marks them in this transaction. Empty while another one does. */
export async function claimMilestones(tx: Db): Promise<Milestone[]> {
  const lock = await sql`select where pg_try_advisory_xact_lock(${sql.lit(milestoneLock)})`.execute(tx);
  if (lock.rows.length === 0) return [];
  const { rows } = await sql<Pick<Milestone, "linkId" | "clicks"> & { reachedAt: Date; now: Date }>`
    update link_milestones set told_at = now() where told_at is null and (link_id, clicks) in (
      select link_id, clicks from link_milestones where told_at is null order by reached_at limit ${sql.lit(atOnce)}
    )
    returning link_id as "linkId", clicks, reached_at as "reachedAt", told_at as "now"`.execute(tx);
  return rows.map(({ linkId, clicks, reachedAt, now }) => ({
    linkId,
    clicks,
    isRecent: now.getTime() - reachedAt.getTime() < maxAgeMs,
  }));
}

const recipients = noticeRecipients({
  kind: "analytics",
  verb: "read",
  workspaceId: sql.ref("links.workspace_id"),
  creatorId: sql.ref("links.owner_id"),
});

/** The accounts that get notices of each link. */
export async function findRecipients(
  tx: Db,
  linkIds: readonly string[],
): Promise<{ linkId: string; userId: string }[]> {
  const { rows } = await sql<{ linkId: string; userId: string }>`
    select links.id as "linkId", recipient.user_id as "userId" from links cross join ${recipients}
    where links.id = any(${linkIds}::uuid[])`.execute(tx);
  return rows;
}
