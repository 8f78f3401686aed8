import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { maxAgentsOfNetwork } from "../../enrich/visitor-patterns.ts";
import { toBytesArray, toPlainArray } from "../store/array-literal.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { networkBytes } from "./visitor-hash.ts";

/** New visitors of a link and day whose addresses are in one network. */
export interface Network {
  clicks: StoredClick[];
}

/** @param clicks of visitors, sorted by link, day and visitor */
export function toNetworks(clicks: readonly StoredClick[]): Network[] {
  const networks: Network[] = [];
  for (const click of clicks) {
    const last = networks.at(-1);
    if (last && isSameNetwork(click, last.clicks[0])) last.clicks.push(click);
    else networks.push({ clicks: [click] });
  }
  return networks;
}

/**
 * Counts the stored agents of each network, the new ones included. Reads no more rows than a few networks at their limit
 * have: a larger count stops there. Callers must hold the links' locks.
 */
export async function countAgents(tx: Db, networks: readonly Network[]): Promise<number[]> {
  if (networks.length === 0) return [];
  const most = networks.reduce((sum, { clicks }) => sum + maxAgentsOfNetwork + clicks.length, 0);
  const { rows } = await sql<{ position: number; agents: number }>`
    select position::int as position, count(*)::int as agents from (
      select position from unnest(${arraysOf(networks)}) with ordinality as network (link_id, day, first, last, position)
      join daily_visitors as known on known.link_id = network.link_id and known.day = network.day
        and known.visitor_hash >= network.first and known.visitor_hash <= network.last
      limit ${most}
    ) as agent group by position`.execute(tx);
  const agents = new Map(rows.map(row => [row.position, row.agents]));
  const counted = [...agents.values()].reduce((sum, count) => sum + count, 0);
  // One network may have taken the rows of the others.
  if (counted === most && networks.length > 1) {
    const middle = Math.ceil(networks.length / 2);
    return [...(await countAgents(tx, networks.slice(0, middle))), ...(await countAgents(tx, networks.slice(middle)))];
  }
  return networks.map((_, i) => agents.get(i + 1) ?? 0);
}

function arraysOf(networks: readonly Network[]) {
  const first = networks.map(({ clicks }) => clicks[0] as StoredClick);
  const prefixes = first.map(toPrefix);
  return sql`
    ${toPlainArray(first.map(({ linkId }) => linkId))}::uuid[],
    ${toPlainArray(first.map(({ day }) => day))}::date[],
    ${toBytesArray(prefixes)}::bytea[],
    ${toBytesArray(prefixes.map(prefix => prefix + lastAgent))}::bytea[]`;
}

const lastAgent = "ff".repeat(16 - networkBytes);

function isSameNetwork(click: StoredClick, other: StoredClick | undefined): boolean {
  return other?.linkId === click.linkId && other.day === click.day && toPrefix(other) === toPrefix(click);
}

/** In hexadecimal. */
function toPrefix({ visitor }: StoredClick): string {
  return (visitor ?? "").slice(0, 2 * networkBytes);
}
