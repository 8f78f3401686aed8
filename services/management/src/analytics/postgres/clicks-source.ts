import { selectClicks } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { AnalyticsQuery, Filter } from "../query/analytics-query.ts";
import { endOfPeriod, startOfPeriod } from "../query/period-bounds.ts";
import { shownForms } from "./dimension-columns.ts";

/**
 * Rows of `link_id`, `at`, `clicks`, `unique_visitors` and `scans`: sums per quarter of an hour, or with filters,
 * single clicks, which are kept for a limited time.
 */
export function selectCounts(query: AnalyticsQuery): RawBuilder<unknown> {
  if (query.filters.length > 0) return selectFilteredCounts(query);
  const { scope, period, includesBots } = query;
  return sql`(
    select link_id, at, ${includesBots ? sql`clicks` : sql`human_clicks`} as clicks, unique_visitors, scans
    from link_quarter_hourly
    where ${scope.includes(sql`link_id`)} and at >= ${startOfPeriod(period)} and at < ${endOfPeriod(period)}
  )`;
}

/**
 * Like `selectCounts`, for questions whose smallest part is a day. In UTC it reads the sums by day, which take a third of the processor
 * time even where a link has one click a day.
 */
export function selectDailyCounts(query: AnalyticsQuery): RawBuilder<unknown> {
  const { scope, period, filters, includesBots } = query;
  if (period.timeZone !== "UTC" || filters.length > 0) return selectCounts(query);
  return sql`(
    select link_id, day::timestamp at time zone 'UTC' as at, ${includesBots ? sql`clicks` : sql`human_clicks`} as clicks,
      unique_visitors, scans
    from link_daily
    where ${scope.includes(sql`link_id`)} and day between ${period.from}::date and ${period.to}::date
  )`;
}

/**
 * A visitor counts where their first matching click of a link and UTC day lies. `is_first_visit` would miss visitors
 * whose first click does not match. The UTC day in which the period begins is read from its start, so that adjacent
 * periods do not count a visitor twice.
 */
function selectFilteredCounts(query: AnalyticsQuery): RawBuilder<unknown> {
  const start = startOfPeriod(query.period);
  const startOfDay = sql<Date>`date_trunc('day', ${start}, 'UTC')`;
  return sql`(
    with matching as (
      select e.link_id, e.clicked_at as at, e.visitor_hash, e.source = 'qr' and e.class = 'human' as is_scan
      from ${selectEventsBetween(query, startOfDay, endOfPeriod(query.period))} as e
    )
    select link_id, at, 1 as clicks, 0 as unique_visitors, is_scan::int as scans from matching where at >= ${start}
    union all
    select link_id, min(at) as at, 0, 1, 0 from matching where visitor_hash is not null
    group by link_id, date_trunc('day', at, 'UTC'), visitor_hash having min(at) >= ${start}
  )`;
}

/** Single clicks, as `ClickRow`s. */
export function selectEvents(query: AnalyticsQuery): RawBuilder<unknown> {
  return selectClicks(ofPeriod(query));
}

/** The joins and conditions after `from … as e` in a select of `ClickRow`s. */
export function ofPeriod(query: AnalyticsQuery): RawBuilder<unknown> {
  return ofTimes(query, startOfPeriod(query.period), endOfPeriod(query.period));
}

type ClickQuery = Pick<AnalyticsQuery, "scope" | "filters" | "includesBots">;

/** From `start` until before `end`. */
export function selectEventsBetween(query: ClickQuery, start: RawBuilder<Date>, end: RawBuilder<Date>) {
  return selectClicks(ofTimes(query, start, end));
}

/** Reads only the links of the scope, as clicks may be on other servers than links. */
function ofTimes(
  { scope, filters, includesBots }: ClickQuery,
  start: RawBuilder<Date>,
  end: RawBuilder<Date>,
): RawBuilder<unknown> {
  return sql`
    join (select id, clicks_since from links where ${scope.isIncluded}) as known
      on known.id = e.link_id and e.clicked_at >= known.clicks_since
    where ${scope.isNamed(sql`e.link_id`)}
      and e.clicked_at >= ${start} and e.clicked_at < ${end}
      ${includesBots ? sql`` : sql`and e.class = 'human'`}
      ${sql.join(filters.map(toCondition), sql` `)}`;
}

/** Matches every form in which responses show a value, in any case. */
function toCondition({ dimension, values, isNegated }: Filter): RawBuilder<unknown> {
  const folded = sql`(select array_agg(lower(value)) from unnest(${values}::text[]) as value)`;
  const matches = shownForms(dimension).map(form => sql`coalesce(lower(${form}) = any(${folded}::text[]), false)`);
  const isOneOf = sql`(${sql.join(matches, sql` or `)})`;
  return isNegated ? sql`and not ${isOneOf}` : sql`and ${isOneOf}`;
}
