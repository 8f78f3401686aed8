import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { manyAgents, maxAgentsOfNetwork } from "../../enrich/visitor-patterns.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { countAgents, toNetworks } from "./network-agents.ts";
import { visitorArrays } from "./visitor-arrays.ts";

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
  const visits = findVisits(clicks);
  if (visits.length === 0) return { clicks, first: new Set(), suspects: [] };
  const fresh = await insertVisitors(tx, visits);
  const surplus = await findSurplus(tx, fresh, busy);
  if (surplus.length === 0) return { clicks, first: new Set(fresh), suspects: [] };
  await deleteVisitors(tx, surplus);
  const refused = new Set(surplus.map(toVisitKey));
  const first = fresh.filter(click => !refused.has(toVisitKey(click)));
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

/** Returns the first click of each visitor of a link and day, sorted by link, day and visitor. */
function findVisits(clicks: readonly StoredClick[]): StoredClick[] {
  const byLink = new Map<string, StoredClick[]>();
  for (const click of clicks) {
    if (click.visitor === null) continue;
    const ofLink = byLink.get(click.linkId);
    if (ofLink === undefined) byLink.set(click.linkId, [click]);
    else ofLink.push(click);
  }
  const visits: StoredClick[] = [];
  for (const linkId of [...byLink.keys()].sort()) {
    // Of equal ones, the first click stays the first.
    const ofLink = (byLink.get(linkId) as StoredClick[]).sort(byVisitor);
    for (const [i, click] of ofLink.entries()) {
      const before = ofLink[i - 1];
      if (before === undefined || byVisitor(before, click) !== 0) visits.push(click);
    }
  }
  return visits;
}

/** Of clicks of one link. */
function byVisitor(a: StoredClick, b: StoredClick): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1;
  if (a.visitor === b.visitor) return 0;
  return (a.visitor as string) < (b.visitor as string) ? -1 : 1;
}

/** Returns the first click of each new visitor, in the order of `visits`. */
async function insertVisitors(tx: Db, visits: readonly StoredClick[]): Promise<StoredClick[]> {
  // One text for all positions, as a row for each would cost several times as much.
  const { rows } = await sql<{ positions: string | null }>`
    with visit as (
      select * from unnest(${visitorArrays(visits)}) with ordinality as visit (link_id, day, visitor_hash, position)
    ), fresh as (
      insert into daily_visitors (link_id, day, visitor_hash)
      select link_id, day, visitor_hash from visit
      on conflict do nothing
      returning link_id, day, visitor_hash
    )
    select string_agg(visit.position::text, ',' order by visit.position) as positions
    from visit join fresh using (link_id, day, visitor_hash)`.execute(tx);
  const positions = rows[0]?.positions;
  return positions ? positions.split(",").map(position => visits[Number(position) - 1] as StoredClick) : [];
}

/**
 * Returns the latest visitors beyond their network's limit.
 *
 * @param fresh stored visitors, sorted by network
 */
async function findSurplus(
  tx: Db,
  fresh: readonly StoredClick[],
  busy: ReadonlySet<string>,
): Promise<readonly StoredClick[]> {
  const networks = toNetworks(fresh.filter(({ linkId, isOfPublicAddress }) => isOfPublicAddress && busy.has(linkId)));
  const agents = await countAgents(tx, networks);
  return networks.flatMap(({ clicks }, i) => {
    const before = (agents[i] as number) - clicks.length;
    const room = Math.max(0, maxAgentsOfNetwork - before);
    const late = clicks.toSorted((a, b) => a.at - b.at).slice(room);
    return late.filter(click => !click.isClassifiedByEdge);
  });
}

async function deleteVisitors(tx: Db, visits: readonly StoredClick[]): Promise<void> {
  await sql`delete from daily_visitors using unnest(${visitorArrays(visits)}) as surplus (link_id, day, visitor_hash)
    where daily_visitors.link_id = surplus.link_id and daily_visitors.day = surplus.day
      and daily_visitors.visitor_hash = surplus.visitor_hash`.execute(tx);
}

function toVisitKey({ linkId, day, visitor }: StoredClick): string {
  return `${linkId}${day}${visitor}`;
}
