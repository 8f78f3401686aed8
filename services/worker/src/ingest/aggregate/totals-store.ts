import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { bigints } from "../store/binary-array.ts";
import type { TotalRow } from "./aggregate.ts";
import { quietClicks } from "./named-values-store.ts";
import { counts, linkIds } from "./row-arrays.ts";

/**
 * Adds to the totals of links and locks their rows, in the order of the links to avoid deadlocks. Until the transaction
 * ends, no other one writes clicks of these links, so counts that were read stay valid. Recording milestones in the
 * same statement saves a round trip.
 *
 * @returns the busy links, which may reach limits on values or agents
 */
export async function addTotals(tx: Db, rows: readonly TotalRow[]): Promise<ReadonlySet<string>> {
  const { rows: busy } = await sql<{ linkId: string }>`
    with added as materialized (
      select link_id, clicks, human_clicks, to_timestamp(last_clicked_at / 1000.0) as last_clicked_at from unnest(
        ${linkIds(rows)}, ${counts(rows)},
        ${bigints(rows.map(row => row.lastClickedAt))}
      ) as added (link_id, clicks, human_clicks, last_clicked_at)
    ), summed as (
      insert into link_totals as total (link_id, clicks, human_clicks, last_clicked_at)
      select * from added
      on conflict (link_id) do update set
        clicks = total.clicks + excluded.clicks,
        human_clicks = total.human_clicks + excluded.human_clicks,
        last_clicked_at = greatest(total.last_clicked_at, excluded.last_clicked_at)
      returning link_id, clicks, human_clicks
    ), reaching as (
      select link_id, summed.human_clicks as people, added.human_clicks as added from summed join added using (link_id)
    ), reached as (${insertMilestones})
    select link_id as "linkId" from summed where clicks > ${sql.lit(quietClicks)}`.execute(tx);
  return new Set(busy.map(({ linkId }) => linkId));
}

/**
 * Corrects totals and milestones of this transaction after human clicks turned out to be suspect.
 *
 * @param added rows that the transaction added
 * @param takenBack rows whose `humanClicks` are subtracted
 */
export async function takeBackPeople(
  tx: Db,
  added: readonly TotalRow[],
  takenBack: readonly TotalRow[],
): Promise<void> {
  const before = new Map(added.map(row => [row.linkId, row]));
  const people = takenBack.map(({ linkId, humanClicks }) => ({
    linkId,
    clicks: (before.get(linkId)?.humanClicks ?? 0) - humanClicks,
    humanClicks,
  }));
  await sql`
    delete from link_milestones
    where link_id = any(${linkIds(people)}) and reached_at = now() and told_at is null`.execute(tx);
  await sql`
    with reaching as (
      update link_totals set human_clicks = human_clicks - gone
      from unnest(${linkIds(people)}, ${counts(people)}) as taken_back (link_id, added, gone)
      where link_totals.link_id = taken_back.link_id
      returning link_totals.link_id, link_totals.human_clicks as people, added
    )
    ${insertMilestones}`.execute(tx);
}

/**
 * Records the links of `reaching` whose human clicks gained a digit, so reached 10, 100, 1,000 and so on. Of several,
 * only the highest counts.
 */
const insertMilestones = sql`
  insert into link_milestones (link_id, clicks)
  select link_id, power(10, length(people::text) - 1)::bigint from reaching
  where people >= 10 and length(people::text) > length((people - added)::text)
  on conflict do nothing`;
