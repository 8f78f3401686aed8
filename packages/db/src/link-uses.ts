import { type RawBuilder, sql } from "kysely";

/** `max_clicks` of a row of `links`; null without a limit. */
export const maxClicksOfLink: RawBuilder<number | null> = sql`(links.rules ->> 'max_clicks')::bigint`;

/**
 * Clicks of a row of `links` that count towards its limit: those that redirects reserved, or the counted ones if these
 * are more, as they are for clicks from before the limit was set.
 */
export const usesOfLink: RawBuilder<number> = sql`greatest(
  coalesce((select reserved from link_uses where link_id = links.id), 0),
  coalesce((select human_clicks from link_totals where link_id = links.id), 0)
)`;

/** Whether a row of `links` has reached its limit; null without one. */
export const isUsedUp: RawBuilder<boolean | null> = sql`(
  case when links.rules ->> 'max_clicks' is not null then ${maxClicksOfLink} <= ${usesOfLink} end
)`;
