import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { manyAgents, maxAgentsOfNetwork } from "../../enrich/visitor-patterns.ts";
import { toBytesArray, toPlainArray } from "../store/array-literal.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { networkBytes } from "./visitor-hash.ts";

/** Clicks, and the ones that are a visitor's first on their link and day. */
export interface Visits {
  clicks: readonly StoredClick[];
  first: ReadonlySet<StoredClick>;
  /** Human clicks, as passed in, that became suspect. */
  suspects: readonly StoredClick[];
}

/**
 * Stores visitors per link and day. Agents of a network beyond `maxAgentsOfNetwork` are not stored, and their clicks
 * become suspect, unless the redirect classified them. Callers must hold the links' locks.
 *
 * @param busy links in which a network may exceed the limit
 */
export async function addVisitors(tx: Db, clicks: readonly StoredClick[], busy: ReadonlySet<string>): Promise<Visits> {
  const visits = new Map<string, StoredClick>();
  for (const click of clicks) {
    const key = toVisitKey(click);
    if (click.visitor !== null && !visits.has(key)) visits.set(key, click);
  }
  if (visits.size === 0) return { clicks, first: new Set(), suspects: [] };
  const sorted = [...visits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, click]) => click);
  const fresh = await insertVisitors(tx, sorted, busy);
  const surplus = toSurplus(fresh);
  if (surplus.length === 0) return { clicks, first: new Set(fresh.map(({ click }) => click)), suspects: [] };
  await deleteVisitors(tx, surplus);
  const refused = new Set(surplus.map(toVisitKey));
  const first = fresh.map(({ click }) => click).filter(click => !refused.has(toVisitKey(click)));
  const suspect = (click: StoredClick): StoredClick => ({
    ...click,
    class: manyAgents.class,
    classReason: manyAgents.reason,
    visitor: null,
  });
  return {
    clicks: clicks.map(click => (refused.has(toVisitKey(click)) ? suspect(click) : click)),
    first: new Set(first),
    suspects: clicks.filter(click => click.class === "human" && refused.has(toVisitKey(click))),
  };
}

interface FreshVisitor {
  click: StoredClick;
  /** Agents of the same network that were there before, counted up to the limit. */
  agents: number;
}

/** Returns the new visitors, in the order of `visits`. */
async function insertVisitors(
  tx: Db,
  visits: readonly StoredClick[],
  busy: ReadonlySet<string>,
): Promise<FreshVisitor[]> {
  const isBusy = sql`${toPlainArray(visits.map(({ linkId }) => busy.has(linkId)))}::boolean[]`;
  const { rows } = await sql<{ position: number; agents: number }>`
    with visit as (
      select * from unnest(${arraysOf(visits)}, ${isBusy}) with ordinality
        as visit (link_id, day, visitor_hash, is_busy, position)
    ), fresh as (
      insert into daily_visitors (link_id, day, visitor_hash)
      select link_id, day, visitor_hash from visit
      on conflict do nothing
      returning link_id, day, visitor_hash
    )
    -- This select sees the table as it was before the insert.
    select visit.position::int as position, case when is_busy then (
      select count(*)::int from (
        select from daily_visitors as known
        where known.link_id = visit.link_id and known.day = visit.day
          and known.visitor_hash >= substring(visit.visitor_hash for ${sql.lit(networkBytes)})
          and known.visitor_hash <= substring(visit.visitor_hash for ${sql.lit(networkBytes)}) || ${sql.lit(lastAgent)}::bytea
        limit ${sql.lit(maxAgentsOfNetwork)}
      ) as known
    ) else 0 end as agents
    from visit join fresh using (link_id, day, visitor_hash)`.execute(tx);
  return rows
    .sort((a, b) => a.position - b.position)
    .map(({ position, agents }) => ({ click: visits[position - 1] as StoredClick, agents }));
}

const lastAgent = `\\x${"ff".repeat(16 - networkBytes)}`;

/** Returns the latest visitors beyond their network's limit. `fresh` is sorted by network. */
function toSurplus(fresh: readonly FreshVisitor[]): StoredClick[] {
  const surplus: StoredClick[] = [];
  for (let start = 0; start < fresh.length; ) {
    const { click: first, agents } = fresh[start] as FreshVisitor;
    let end = start + 1;
    while (end < fresh.length && isSameNetwork(first, fresh[end]?.click)) end += 1;
    const room = Math.max(0, maxAgentsOfNetwork - agents);
    if (end - start > room && first.isOfPublicAddress) {
      const ofNetwork = fresh.slice(start, end).map(({ click }) => click);
      const late = ofNetwork.sort((a, b) => a.at - b.at).slice(room);
      surplus.push(...late.filter(click => !click.isClassifiedByEdge));
    }
    start = end;
  }
  return surplus;
}

function isSameNetwork(click: StoredClick, other: StoredClick | undefined): boolean {
  return (
    other?.linkId === click.linkId &&
    other.day === click.day &&
    other.visitor?.slice(0, 2 * networkBytes) === click.visitor?.slice(0, 2 * networkBytes)
  );
}

async function deleteVisitors(tx: Db, visits: readonly StoredClick[]): Promise<void> {
  await sql`delete from daily_visitors using unnest(${arraysOf(visits)}) as surplus (link_id, day, visitor_hash)
    where daily_visitors.link_id = surplus.link_id and daily_visitors.day = surplus.day
      and daily_visitors.visitor_hash = surplus.visitor_hash`.execute(tx);
}

function arraysOf(visits: readonly StoredClick[]) {
  return sql`
    ${toPlainArray(visits.map(click => click.linkId))}::uuid[],
    ${toPlainArray(visits.map(click => click.day))}::date[],
    ${toBytesArray(visits.map(click => click.visitor))}::bytea[]`;
}

function toVisitKey({ linkId, day, visitor }: StoredClick): string {
  return `${linkId}${day}${visitor}`;
}
