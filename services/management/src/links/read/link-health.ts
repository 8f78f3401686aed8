import type { HealthStatus, LinkHealth } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Workers may not have noticed a new destination yet: the old result does not count for it. */
const isOfTarget = sql`link_health.link_id = links.id and link_health.target_url = links.target_url`;

/** For a select from `links`; null without checks. */
export const healthOfLink = sql<LinkHealth | null>`(select ${toHealth()} from link_health where ${isOfTarget})`;

/** Results of checks of other destinations than `original_url`, by URL. The link may have some of them no longer. */
export async function findDestinationHealth(db: Db, linkId: string): Promise<ReadonlyMap<string, LinkHealth>> {
  const rows = await db
    .selectFrom("destination_health")
    .select(["target_url as url", toHealth().as("health")])
    .where("link_id", "=", linkId)
    .execute();
  return new Map(rows.map(({ url, health }) => [url, health]));
}

/** Of a row of `link_health` or `destination_health`. */
function toHealth(): RawBuilder<LinkHealth> {
  return sql<LinkHealth>`json_build_object(
    'status', status, 'since', ${toInstantText(sql`since`)}, 'checked_at', ${toInstantText(sql`checked_at`)},
    'http_status', http_status, 'redirects_to', redirects_to, 'reason', reason
  )`;
}

/** Condition on `links`. Plain links have no other destinations to look for. */
export const hasBrokenDestination = sql<boolean>`(
  exists (select from link_health where ${isOfTarget} and status = 'broken')
  or (links.rules is not null or links.fallback_url is not null)
    and exists (select from destination_health where link_id = links.id and status = 'broken')
)`;

function toInstantText(time: RawBuilder<Date>): RawBuilder<string> {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Condition on `links`. */
export function hasHealth(status: HealthStatus): RawBuilder<boolean> {
  return sql<boolean>`exists (select from link_health where ${isOfTarget} and status = ${status})`;
}
