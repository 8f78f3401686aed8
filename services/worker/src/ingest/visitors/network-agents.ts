import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { maxAgentsOfNetwork } from "../../enrich/visitor-patterns.ts";
import type { StoredClick } from "../store/stored-click.ts";
import { visitorArrays } from "./visitor-arrays.ts";
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
 * Counts the stored agents of each network, the new ones included, up to a limit beyond which the number does not matter.
 * Callers must hold the links' locks.
 */
export async function countAgents(tx: Db, networks: readonly Network[]): Promise<number[]> {
  if (networks.length === 0) return [];
  const first = networks.map(({ clicks }) => clicks[0] as StoredClick);
  const most = maxAgentsOfNetwork + Math.max(...networks.map(({ clicks }) => clicks.length));
  // The count refers to a stored visitor of the network: Citus refuses one that refers to given rows.
  const { rows } = await sql<{ position: number; agents: number }>`
    select position::int as position, (
      select count(*)::int from (
        select 1 from daily_visitors as known
        where known.link_id = one.link_id and known.day = one.day
          and known.visitor_hash >= substring(one.visitor_hash for ${sql.lit(networkBytes)})
          and known.visitor_hash <= substring(one.visitor_hash for ${sql.lit(networkBytes)}) || ${sql.lit(lastAgent)}::bytea
        limit ${most}
      ) as known
    ) as agents
    from daily_visitors as one join unnest(
      ${visitorArrays(first)}
    ) with ordinality as given (link_id, day, visitor_hash, position) using (link_id, day, visitor_hash)`.execute(tx);
  const agents = new Map(rows.map(row => [row.position, row.agents]));
  return networks.map((_, i) => agents.get(i + 1) ?? 0);
}

const lastAgent = `\\x${"ff".repeat(16 - networkBytes)}`;

function isSameNetwork(click: StoredClick, other: StoredClick | undefined): boolean {
  return other?.linkId === click.linkId && other.day === click.day && toPrefix(other) === toPrefix(click);
}

/** In hexadecimal. */
function toPrefix({ visitor }: StoredClick): string {
  return (visitor ?? "").slice(0, 2 * networkBytes);
}
