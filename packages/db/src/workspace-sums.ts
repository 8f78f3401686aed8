import { type RawBuilder, sql } from "kysely";
import type { Db } from "./create-db.ts";
import { selectDimensionCounts } from "./dimension-counts.ts";

/** A link and UTC day. */
export interface LinkDay {
  linkId: string;
  day: string;
}

/** Start of a UTC day. */
const startOf = (day: RawBuilder<unknown>) => sql`(${day})::timestamp at time zone 'UTC'`;
const sumsOfQuarters = sql`coalesce(sum(clicks), 0), coalesce(sum(human_clicks), 0), coalesce(sum(unique_visitors), 0), coalesce(sum(scans), 0)`;

/**
 * Adds links and days to the sums of their workspaces, unless these have them. Call it in a transaction that has locked
 * the links against a move, a deletion and a reset. Ingest of their clicks waits for it.
 *
 * Skips days whose quarters of an hour add up to something else: first versions counted no visitors in these.
 */
export async function addToWorkspaces(tx: Db, days: readonly LinkDay[]): Promise<void> {
  const { rows } = await sql<LinkDay>`
    update link_daily as daily set is_summed = true
    from (select * from ${toRows(days)}) as chosen
    where daily.link_id = chosen.link_id and daily.day = chosen.day and not is_summed
      and (daily.clicks, daily.human_clicks, daily.unique_visitors, daily.scans) = (
        select ${sumsOfQuarters} from link_quarter_hourly as quarter
        where quarter.link_id = daily.link_id and quarter.at >= ${startOf(sql`daily.day`)} and quarter.at < ${startOf(sql`daily.day + 1`)}
      )
    returning daily.link_id as "linkId", daily.day::text as day`.execute(tx);
  await insertSums(tx, rows, 1);
}

/**
 * Takes links and days out of the sums of their workspaces. Call it before their sums change, other than
 * `link_daily`, and before a link leaves its workspace.
 *
 * @param condition on `link_daily`
 */
export async function takeFromWorkspaces(tx: Db, condition: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<LinkDay>`
    update link_daily set is_summed = false where is_summed and ${condition}
    returning link_id as "linkId", day::text as day`.execute(tx);
  await insertSums(tx, rows, -1);
}

/** Condition on `link_id` and `day`. */
export function isOneOfDays(days: readonly LinkDay[]): RawBuilder<boolean> {
  return sql<boolean>`(link_id, day) in (select link_id, day from ${toRows(days)})`;
}

function toRows(days: readonly LinkDay[]): RawBuilder<unknown> {
  return sql`unnest(${days.map(({ linkId }) => linkId)}::uuid[], ${days.map(({ day }) => day)}::date[]) as chosen (link_id, day)`;
}

async function insertSums(tx: Db, days: readonly LinkDay[], sign: 1 | -1): Promise<void> {
  if (days.length === 0) return;
  const linkIds = [...new Set(days.map(({ linkId }) => linkId))];
  const known = sql`(select id, workspace_id from links where id = any(${linkIds}::uuid[])) as known on known.id = counted.link_id`;
  const signed = (...columns: string[]) =>
    sql.join(columns.map(name => sql`(${sql.lit(sign)} * sum(${sql.ref(name)}))::bigint as ${sql.ref(name)}`));
  await sql`
    insert into workspace_quarters (workspace_id, day, quarter, clicks, human_clicks, unique_visitors, scans)
    select workspace_id, day, array_agg(quarter), array_agg(clicks), array_agg(human_clicks), array_agg(unique_visitors), array_agg(scans)
    from (
      select workspace_id, (at at time zone 'UTC')::date as day, (date_part('epoch', at)::bigint / 900 % 96)::smallint as quarter,
        ${signed("clicks", "human_clicks", "unique_visitors", "scans")}
      from (
        select quarter.link_id, at, clicks, human_clicks, unique_visitors, scans
        from ${toRows(days)} join link_quarter_hourly as quarter on quarter.link_id = chosen.link_id
          and at >= ${startOf(sql`chosen.day`)} and at < ${startOf(sql`chosen.day + 1`)}
      ) as counted join ${known}
      group by 1, 2, 3
    ) as summed
    group by workspace_id, day`.execute(tx);
  await sql`
    insert into workspace_dimensions (workspace_id, day, dimension, value, detail, clicks, human_clicks)
    select workspace_id, day, dimension, array_agg(value), array_agg(detail), array_agg(clicks), array_agg(human_clicks)
    from (
      select workspace_id, day, dimension, value, detail, ${signed("clicks", "human_clicks")}
      from ${selectDimensionCounts(isOneOfDays(days))} as counted join ${known}
      group by 1, 2, 3, 4, 5
    ) as summed
    group by workspace_id, day, dimension`.execute(tx);
}
