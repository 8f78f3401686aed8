import { type Db, maxClicksOfLink, selectTotals, usesOfLink } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

export interface UseRequest {
  linkId: string;
  /** Clicks that wait. */
  needed: number;
  /** Clicks to reserve beyond that, as far as the limit is distant. */
  ahead: number;
}

/** Clicks of a link from `from` to before `to`, numbered from 0, that no other process gets. Empty if none are left. */
export interface Reservation {
  from: number;
  to: number;
  /** The limit that it was granted under; infinite without one. */
  limit: number;
}

/** Clicks before the limit that are reserved one by one, so that no process runs out while another one has some left. */
const exactWithin = 1_000;
/** Largest share of what is left that a process reserves ahead, as a divisor. */
const shareAhead = 100;

/**
 * Reserves clicks of several links in one statement, in the order of the links so that processes do not deadlock. Returns
 * an entry per request; undefined for a link that does not exist.
 */
export async function reserveUses(db: Db, requests: readonly UseRequest[]): Promise<(Reservation | undefined)[]> {
  const ids = requests.map(({ linkId }) => linkId);
  const counted = await countClicks(db, ids);
  const { rows } = await sql<Granted>`
    /* prepared reserve-uses */
    with wanted as materialized (
      select links.id, needed, ahead, ${maxClicksOfLink} as most, ${usesOfLink(sql`counted`)} as used
      from unnest(
        ${ids}::uuid[], ${requests.map(({ needed }) => needed)}::bigint[], ${requests.map(({ ahead }) => ahead)}::bigint[],
        ${ids.map(id => counted.get(id) ?? 0)}::bigint[]
      ) as given (id, needed, ahead, counted)
      join links using (id)
    )
    insert into link_uses as uses (link_id, reserved, granted, used_up_at)
    select id, used + granted, granted, case when used + granted >= most then now() end from wanted
    cross join lateral (select ${toGrant(sql`used`)} as granted) as grants
    order by id
    on conflict (link_id) do update set (reserved, granted, used_up_at) = (
      select base + granted, granted, case when base + granted >= most then now() end from wanted
      cross join lateral (select greatest(uses.reserved, used) as base) as bases
      cross join lateral (select ${toGrant(sql`base`)} as granted) as grants
      where wanted.id = uses.link_id
    )
    where exists (
      select from wanted where wanted.id = uses.link_id
      and (most is null or uses.reserved < most or uses.used_up_at is null)
    )
    returning link_id as "linkId", reserved, granted,
      (select most from wanted where wanted.id = link_id) as "limit"`.execute(db);
  const found = new Map(rows.map(row => [row.linkId, toReservation(row)]));
  const others = ids.filter(id => !found.has(id));
  const used = others.length === 0 ? [] : await readUses(db, others);
  for (const [i, id] of others.entries()) {
    const at = used[i];
    if (at !== undefined) found.set(id, { from: at, to: at, limit: at });
  }
  return ids.map(id => found.get(id));
}

/** A statement of its own: Citus refuses one that both writes here and reads distributed tables. */
async function countClicks(db: Db, linkIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ linkId: string; humanClicks: number }>`
    /* prepared count-clicks */
    select link_id as "linkId", human_clicks as "humanClicks" from link_totals
    where link_id = any(${linkIds}::uuid[])`.execute(db);
  return new Map(rows.map(({ linkId, humanClicks }) => [linkId, humanClicks]));
}

interface Granted {
  linkId: string;
  reserved: number;
  granted: number;
  limit: number | null;
}

function toReservation({ reserved, granted, limit }: Granted): Reservation {
  return { from: reserved - granted, to: reserved, limit: limit ?? Number.POSITIVE_INFINITY };
}

/** Clicks to grant of a row of `wanted`, if `base` are used. */
function toGrant(base: RawBuilder<unknown>): RawBuilder<number> {
  const left = sql`greatest(most - ${base}, 0)`;
  const ahead = sql`least(ahead, greatest((${left} - needed - ${sql.lit(exactWithin)}) / ${sql.lit(shareAhead)}, 0))`;
  return sql`(case when most is null then needed + ahead else least(needed + ${ahead}, ${left}) end)`;
}

/** Reads how many clicks of each link are used; undefined for a link that does not exist. */
export async function readUses(db: Db, linkIds: readonly string[]): Promise<(number | undefined)[]> {
  const { rows } = await sql<{ id: string; used: number }>`
    /* prepared read-uses */
    select links.id, ${usesOfLink(sql`totals.human_clicks`)} as used
    from links left join ${selectTotals(sql`${linkIds}::uuid[]`)} as totals on totals.link_id = links.id
    where id = any(${linkIds}::uuid[])`.execute(db);
  const used = new Map(rows.map(row => [row.id, row.used]));
  return linkIds.map(id => used.get(id));
}

/** Gives back reserved clicks that no visitor used. */
export async function returnUses(db: Db, unused: ReadonlyMap<string, number>): Promise<void> {
  await sql`
    /* prepared return-uses */
    with locked as materialized (
      select link_id, count from unnest(${[...unused.keys()]}::uuid[], ${[...unused.values()]}::bigint[]) as given (id, count)
      join link_uses on link_id = id
      order by link_id for update of link_uses
    )
    update link_uses set reserved = reserved - locked.count, used_up_at = null
    from locked where locked.link_id = link_uses.link_id`.execute(db);
}
