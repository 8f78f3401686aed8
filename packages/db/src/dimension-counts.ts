import { type RawBuilder, sql } from "kysely";

/**
 * Subquery of `link_id`, `day`, `dimension`, `value`, `detail`, `clicks` and `human_clicks`. The counts of a value and
 * day may be spread over several rows.
 *
 * @param condition on `d.link_id` and `d.day`
 */
export function selectDimensionCounts(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  // Postgres would not move a condition with a subquery below `unnest`, so it stands in both parts.
  return sql`(
    select link_id, day, dimension, value, detail, clicks, human_clicks from link_daily_dimension as d where ${condition}
    union all
    select link_id, day, unnest(dimension), unnest(value), unnest(detail), unnest(clicks)::bigint, unnest(human_clicks)::bigint
    from packed_dimensions as d where ${condition}
  )`;
}
