import { noVisitor } from "@shunt/clickhouse";
import { selectClicks } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Subselect of `id`, `since` as in the rows of ClickHouse, and `clicks_since` for each link. */
export const knownLinks = sql`(
  select id, clicks_since,
    case when isfinite(clicks_since) then (extract(epoch from clicks_since) * 1000)::bigint else 0 end as since
  from links
)`;

/** From the start of a UTC day on. */
export function isFrom(column: RawBuilder<unknown>, day: string): RawBuilder<boolean> {
  return sql`${column} >= ${sql.lit(day)}::date::timestamp at time zone 'UTC'`;
}

/** Before the end of a UTC day. */
export function isUntil(column: RawBuilder<unknown>, day: string): RawBuilder<boolean> {
  return sql`${column} < (${sql.lit(day)}::date + 1)::timestamp at time zone 'UTC'`;
}

const half = (start: number) =>
  sql`('x' || encode(substring(e.visitor_hash from ${sql.lit(start)} for 8), 'hex'))::bit(64)::bigint`;

/** Eight bytes: those of `slim_clicks`, or 16 folded into them as by `toSlimVisitor`. */
const slimVisitor = sql`case length(e.visitor_hash) when 8 then e.visitor_hash else int8send(${half(1)} # ${half(9)}) end`;

/**
 * Subselect of clicks that count, with the columns of `ClickRow`, `since`, `visitor` as text of a UUID, and `whole_destination`.
 *
 * @param condition on columns of `e`, a `ClickRow`
 */
export function selectHistoryClicks(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(
    select e.*, known.since, coalesce(long.url, e.destination) as whole_destination,
      coalesce(rpad(encode(${slimVisitor}, 'hex'), 32, '0'), ${sql.lit(noVisitor)}) as visitor
    from ${selectClicks(sql`where ${condition}`)} as e
    join ${knownLinks} as known on known.id = e.link_id and e.clicked_at >= known.clicks_since
    left join link_destinations as long on long.link_id = e.link_id and long.hash = e.destination_hash
  )`;
}
