import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Older milestones were reached while no process handled them. */
const maxAge = sql`interval '1 day'`;
const atOnce = 500;

export interface Milestone {
  linkId: string;
  clicks: number;
  isRecent: boolean;
}

/**
 * Claims milestones without a notification and marks them in this transaction. Concurrent callers claim different ones.
 */
export async function claimMilestones(tx: Db): Promise<Milestone[]> {
  const { rows } = await sql<Milestone>`
    update link_milestones set told_at = now() where (link_id, clicks) in (
      select link_id, clicks from link_milestones where told_at is null
      order by reached_at limit ${sql.lit(atOnce)} for update skip locked
    )
    returning link_id as "linkId", clicks, reached_at > now() - ${maxAge} as "isRecent"`.execute(tx);
  return rows;
}
