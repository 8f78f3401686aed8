import type { HealthStatus, LinkHealth } from "@shunt/contracts/links";
import { type RawBuilder, sql } from "kysely";

/** Workers may not have noticed a new destination yet: the old result does not count for it. */
const isOfTarget = sql`link_health.link_id = links.id and link_health.target_url = links.target_url`;

/** For a select from `links`; null without checks. */
export const healthOfLink = sql<LinkHealth | null>`(
  select json_build_object(
    'status', status, 'since', ${toInstantText(sql`since`)}, 'checked_at', ${toInstantText(sql`checked_at`)},
    'http_status', http_status, 'redirects_to', redirects_to, 'reason', reason
  ) from link_health where ${isOfTarget}
)`;

function toInstantText(time: RawBuilder<Date>): RawBuilder<string> {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Condition on `links`. */
export function hasHealth(status: HealthStatus): RawBuilder<boolean> {
  return sql<boolean>`exists (select from link_health where ${isOfTarget} and status = ${status})`;
}
