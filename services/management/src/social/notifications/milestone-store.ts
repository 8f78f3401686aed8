import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** What is older was reached while nobody told of it. */
const newsFor = sql`interval '1 day'`;
const atOnce = 500;

export interface Milestone {
  linkId: string;
  clicks: number;
  isNews: boolean;
}

/** Takes milestones that nobody has told of; they are told with the transaction. Whoever asks at the same time gets others. */
export async function claimMilestones(tx: Db): Promise<Milestone[]> {
  const { rows } = await sql<Milestone>`
    update link_milestones set told_at = now() where (link_id, clicks) in (
      select link_id, clicks from link_milestones where told_at is null
      order by reached_at limit ${sql.lit(atOnce)} for update skip locked
    )
    returning link_id as "linkId", clicks, reached_at > now() - ${newsFor} as "isNews"`.execute(tx);
  return rows;
}
