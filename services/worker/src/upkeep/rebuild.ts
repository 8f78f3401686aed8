import {
  clickForms,
  countedDetail,
  countedDimensions,
  countedValue,
  type Db,
  selectClicks,
  takeFromWorkspaces,
} from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

export class ClicksNotKeptError extends Error {}

/**
 * Recomputes the sums of a UTC day from its clicks. Locks out ingest, so that no click is missed or counted twice.
 *
 * @throws ClicksNotKeptError if there are sums but no clicks. Nothing changes then.
 */
export async function rebuildDay(db: Db, day: string): Promise<void> {
  await db.transaction().execute(async tx => {
    await lockAggregates(tx);
    await assertClicksKept(tx, day);
    const { rows } = await sql<{ linkId: string }>`
      select link_id as "linkId" from link_daily where day = ${day}
      union select link_id from ${selectClicks()} as e where ${isOfDay(day)}`.execute(tx);
    // Those of all workspaces, even if they were wrong.
    await sql`delete from workspace_quarters where day = ${day}`.execute(tx);
    await sql`delete from workspace_dimensions where day = ${day}`.execute(tx);
    await sql`delete from link_daily where day = ${day}`.execute(tx);
    await sql`delete from link_daily_dimension where day = ${day}`.execute(tx);
    await sql`delete from packed_dimensions where day = ${day}`.execute(tx);
    await sql`delete from link_quarter_hourly where ${isWithin(sql`at`, day)}`.execute(tx);
    const linkIds = rows.map(row => row.linkId);
    await insertSums(tx, linkIds, isOfDay(day));
    await rebuildTotals(tx, linkIds);
  });
}

/**
 * Recomputes all sums of a link from its clicks. Sums of days without stored clicks are lost, so use it only after a
 * reset.
 */
export async function rebuildLink(db: Db, linkId: string): Promise<void> {
  await db.transaction().execute(async tx => {
    await rebuildSums(tx, linkId);
    await rebuildTotals(tx, [linkId]);
  });
}

/** Like `rebuildLink`, without the totals: those count clicks in ClickHouse, too. */
export async function rebuildSumsOfLink(db: Db, linkId: string): Promise<void> {
  await db.transaction().execute(tx => rebuildSums(tx, linkId));
}

/** Whether Postgres has sums of the link besides its totals. */
export async function hasSumsOf(db: Db, linkId: string): Promise<boolean> {
  const rows = await db.selectFrom("link_daily").select("link_id").where("link_id", "=", linkId).limit(1).execute();
  return rows.length > 0;
}

async function rebuildSums(tx: Db, linkId: string): Promise<void> {
  await lockAggregates(tx);
  await takeFromWorkspaces(tx, sql`link_id = ${linkId}`);
  for (const table of ["link_daily", "link_daily_dimension", "packed_dimensions", "link_quarter_hourly"] as const) {
    await tx.deleteFrom(table).where("link_id", "=", linkId).execute();
  }
  await insertSums(tx, [linkId], sql`e.link_id = ${linkId}::uuid`);
}

async function assertClicksKept(tx: Db, day: string): Promise<void> {
  const { rows } = await sql<{ isKept: boolean }>`
    select exists (select 1 from ${selectClicks()} as e where ${isOfDay(day)})
      or not exists (select 1 from link_daily where day = ${day}) as "isKept"`.execute(tx);
  if (!rows[0]?.isKept)
    throw new ClicksNotKeptError(`the clicks of ${day} have been deleted, so its sums cannot be rebuilt`);
}

/** Locks in the same order as ingest, to avoid deadlocks. Readers are not blocked. */
async function lockAggregates(tx: Db): Promise<void> {
  await sql`lock table link_totals, link_daily, link_quarter_hourly, link_daily_dimension, packed_dimensions in share row exclusive mode`.execute(
    tx,
  );
}

function isOfDay(day: string): RawBuilder<unknown> {
  return isWithin(sql`clicked_at`, day);
}

function isWithin(column: RawBuilder<unknown>, day: string): RawBuilder<unknown> {
  return sql`${column} >= ${day}::date::timestamp at time zone 'UTC' and ${column} < (${day}::date + 1)::timestamp at time zone 'UTC'`;
}

/**
 * Sums up the clicks `e` that match a condition, as `aggregate` does during ingest.
 *
 * @param linkIds all links of these clicks
 */
async function insertSums(tx: Db, linkIds: readonly string[], condition: RawBuilder<unknown>): Promise<void> {
  const ofLinks = sql`
    join (select id, clicks_since from links where id = any(${linkIds}::uuid[])) as known
      on known.id = e.link_id and e.clicked_at >= known.clicks_since`;
  const clicks = sql`${selectClicks(sql`${ofLinks} where ${condition}`)} as e`;
  // Citus refuses to join values to the clicks of several forms.
  const values = clickForms.map(
    ({ rows }) => sql`
      select e.link_id, dimension, e.clicked_at, value, detail, e.class
      from ${rows} as e ${ofLinks} cross join lateral (values ${dimensionValues}) as counted (dimension, value, detail)
      where ${condition} and value <> ''`,
  );
  const sums = sql`count(*), count(*) filter (where class = 'human'), count(*) filter (where is_first_visit),
    count(*) filter (where class = 'human' and source = 'qr')`;
  await sql`
    insert into link_quarter_hourly (link_id, at, clicks, human_clicks, unique_visitors, scans)
    select link_id, date_bin('15 minutes', clicked_at, timestamptz 'epoch'), ${sums} from ${clicks} group by 1, 2`.execute(
    tx,
  );
  await sql`
    insert into link_daily_dimension (link_id, dimension, day, value, detail, clicks, human_clicks)
    select link_id, dimension, (clicked_at at time zone 'UTC')::date, value, coalesce(detail, ''),
      count(*), count(*) filter (where class = 'human')
    from (${sql.join(values, sql` union all `)}) as e
    group by 1, 2, 3, 4, 5`.execute(tx);
  await sql`
    insert into link_daily (link_id, day, clicks, human_clicks, unique_visitors, scans)
    select link_id, (clicked_at at time zone 'UTC')::date, ${sums} from ${clicks} group by 1, 2`.execute(tx);
}

/** As `dimensionReaders` return during ingest: name, value and detail. */
const dimensionValues = sql.join(
  countedDimensions.map(
    dimension => sql`(${sql.lit(dimension.name)}, ${countedValue(dimension)}, ${countedDetail(dimension)})`,
  ),
);

/** Totals include days whose clicks were deleted, so they are summed up from `link_daily`. */
async function rebuildTotals(tx: Db, linkIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ linkId: string; lastClickedAt: Date }>`
    delete from link_totals where link_id = any(${linkIds}::uuid[])
    returning link_id as "linkId", last_clicked_at as "lastClickedAt"`.execute(tx);
  await sql`
    insert into link_totals (link_id, clicks, human_clicks, last_clicked_at)
    select link_id, sum(clicks), sum(human_clicks), greatest(
      ${sql.join(clickForms.map(({ table }) => sql`(select max(clicked_at) from ${sql.table(table)} as e where e.link_id = link_daily.link_id)`))},
      (select max(at) from link_quarter_hourly as quarter where quarter.link_id = link_daily.link_id),
      (select last_clicked_at from unnest(
        ${rows.map(row => row.linkId)}::uuid[], ${rows.map(row => row.lastClickedAt)}::timestamptz[]
      ) as old (link_id, last_clicked_at) where old.link_id = link_daily.link_id)
    )
    from link_daily where link_id = any(${linkIds}::uuid[]) group by link_id`.execute(tx);
}
