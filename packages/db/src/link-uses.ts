import { type RawBuilder, sql } from "kysely";
import { selectTotals } from "./link-totals.ts";

/** `max_clicks` of a row of `links`; null without a limit. */
export const maxClicksOfLink: RawBuilder<number | null> = sql`(links.rules ->> 'max_clicks')::bigint`;

const reservedOfLink = sql<number>`coalesce((select reserved from link_uses where link_id = links.id), 0)`;

/**
 * Clicks of a row of `links` that count towards its limit: those that redirects reserved, or the counted ones if these
 * are more, as they are for clicks from before the limit was set.
 *
 * @param counted human clicks by `link_totals`; null without a row
 */
export function usesOfLink(counted: RawBuilder<unknown>): RawBuilder<number> {
  return sql`greatest(${reservedOfLink}, coalesce(${counted}, 0))`;
}

/**
 * Whether a row of `links` has reached its limit. Reads counts only if a row has a limit, and then of all links with one.
 *
 * @param condition on `links`, true for all rows of the statement; bounds the counts that are read
 */
export function isUsedUp(condition: RawBuilder<unknown>): RawBuilder<boolean> {
  // Postgres expects few elements of an array, and so looks each up; of a select it expects all links, and reads all totals.
  const limited = sql`array(select id from links where links.rules ->> 'max_clicks' is not null and ${condition})`;
  return sql`(links.rules ->> 'max_clicks' is not null and (${maxClicksOfLink} <= ${reservedOfLink} or links.id in (
    select links.id from links join ${selectTotals(limited)} as totals on totals.link_id = links.id
    where ${maxClicksOfLink} <= totals.human_clicks
  )))`;
}
