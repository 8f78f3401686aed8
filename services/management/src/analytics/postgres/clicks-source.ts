import { selectClicks } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { AnalyticsQuery, Filter } from "../query/analytics-query.ts";
import { endOfPeriod, startOfDay, startOfPeriod, toUtcDay, toWholeDays } from "../query/period-bounds.ts";
import { shownForms } from "./dimension-columns.ts";

/**
 * Rows of `link_id`, `at`, `clicks`, `unique_visitors` and `scans`: sums per quarter of an hour, or with filters,
 * single clicks, which are kept for a limited time.
 */
export function selectCounts(query: AnalyticsQuery): RawBuilder<unknown> {
  if (query.filters.length > 0) return selectFilteredCounts(query);
  const { scope, period, includesBots } = query;
  return sql`(
    select link_id, at, ${countedClicks(includesBots)} as clicks, unique_visitors, scans
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
    select link_id, ${startOfDay(sql`day`)} as at, ${countedClicks(includesBots)} as clicks,
      unique_visitors, scans
    from link_daily
    where ${scope.includes(sql`link_id`)} and day between ${period.from}::date and ${period.to}::date
  )`;
}

/**
 * Like `selectCounts`, for the sums of a period: rows have no `at`. Reads whole UTC days, and quarters of an hour for the parts of the
 * first and last day of a period in another time zone.
 */
export function selectPeriodCounts(query: AnalyticsQuery): RawBuilder<unknown> {
  if (query.filters.length > 0) return selectFilteredCounts(query);
  const isIncluded = query.scope.includes(sql`link_id`);
  const selectBetween: SelectBetween = (start, end) =>
    sql`(select * from link_quarter_hourly where ${isIncluded} and at >= ${start} and at < ${end}) as quarter`;
  return sql`(${selectPeriod(query, isIncluded, selectBetween)})`;
}

/** Selects quarters of an hour from `start` until before `end`. */
type SelectBetween = (start: RawBuilder<unknown>, end: RawBuilder<unknown>) => RawBuilder<unknown>;

/**
 * @param isIncluded condition on `link_daily`
 * @param selectBetween from the quarters of an hour of the same links
 */
function selectPeriod(
  { period, includesBots }: AnalyticsQuery,
  isIncluded: RawBuilder<unknown>,
  selectBetween: SelectBetween,
): RawBuilder<unknown> {
  const columns = sql`link_id, ${countedClicks(includesBots)} as clicks, unique_visitors, scans`;
  const ofDays = (isWithin: RawBuilder<unknown>) =>
    sql`select ${columns} from link_daily where ${isIncluded} and ${isWithin}`;
  if (period.timeZone === "UTC") return ofDays(sql`day between ${period.from}::date and ${period.to}::date`);
  const { first, last } = toWholeDays(period);
  const [start, end] = [startOfPeriod(period), endOfPeriod(period)];
  return sql`
    ${ofDays(sql`day >= ${first} and day < ${last}`)}
    union all select ${columns} from ${selectBetween(start, sql`least(${startOfDay(first)}, ${end})`)}
    union all select ${columns} from ${selectBetween(startOfDay(sql`greatest(${last}, ${first})`), end)}`;
}

/**
 * Like `selectCounts`, but without `link_id`. Reads few rows where the scope is a large workspace.
 *
 * @param smallest part of the period that the question is about; for `period`, rows have no `at`
 */
export function selectSums(query: AnalyticsQuery, smallest: "quarter" | "day" | "period"): RawBuilder<unknown> {
  const { scope, period, filters, includesBots } = query;
  if (!scope.isSummed || filters.length > 0) return selectOfLinks[smallest](query);
  const [start, end] = [startOfPeriod(period), endOfPeriod(period)];
  const isWithin = sql`day between ${toUtcDay(start)} and ${toUtcDay(end)}`;
  const isOpen = sql`not is_summed and ${scope.includes(sql`link_id`)}`;
  const selectBetween: SelectBetween = (from, to) => selectOpenQuarters(isOpen, from, to);
  const columns = sql`${countedClicks(includesBots)} as clicks, unique_visitors, scans`;
  const open = {
    quarter: () => sql`select at, ${columns} from ${selectBetween(start, end)}`,
    day: () =>
      period.timeZone === "UTC"
        ? sql`select ${startOfDay(sql`day`)} as at, ${columns} from link_daily
            where ${isOpen} and day between ${period.from}::date and ${period.to}::date`
        : open.quarter(),
    period: () => sql`
      select null::timestamptz, clicks, unique_visitors, scans from (${selectPeriod(query, isOpen, selectBetween)}) as counted`,
  };
  return sql`(
    select at, ${columns} from (
      select ${startOfDay(sql`day`)} + unnest(quarter) * interval '15 minutes' as at, unnest(clicks) as clicks,
        unnest(human_clicks) as human_clicks, unnest(unique_visitors) as unique_visitors, unnest(scans) as scans
      from workspace_quarters where workspace_id = any(${scope.workspaceIds}::uuid[]) and ${isWithin}
    ) as summed where at >= ${start} and at < ${end}
    union all
    select * from (${open[smallest]()}) as of_links
  )`;
}

/**
 * The ranges by link let Postgres use the index, and the equal day lets it join many days by hash.
 *
 * @param isOpen condition on `link_daily`
 */
function selectOpenQuarters(
  isOpen: RawBuilder<unknown>,
  start: RawBuilder<unknown>,
  end: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(
    select quarter.* from (
      select link_id, day from link_daily where ${isOpen} and day between ${toUtcDay(start)} and ${toUtcDay(end)}
    ) as open
    join link_quarter_hourly as quarter on quarter.link_id = open.link_id and ${toUtcDay(sql`at`)} = open.day
      and at >= ${startOfDay(sql`open.day`)} and at < ${startOfDay(sql`open.day + 1`)}
    where at >= ${start} and at < ${end}
  ) as quarter`;
}

const selectOfLinks = { quarter: selectCounts, day: selectDailyCounts, period: selectPeriodCounts };

function countedClicks(includesBots: boolean): RawBuilder<unknown> {
  return includesBots ? sql`clicks` : sql`human_clicks`;
}

/**
 * A visitor counts where their first matching click of a link and UTC day lies. `is_first_visit` would miss visitors
 * whose first click does not match. The UTC day in which the period begins is read from its start, so that adjacent
 * periods do not count a visitor twice.
 */
function selectFilteredCounts(query: AnalyticsQuery): RawBuilder<unknown> {
  const start = startOfPeriod(query.period);
  const startOfFirstDay = sql<Date>`date_trunc('day', ${start}, 'UTC')`;
  return sql`(
    with matching as (
      select e.link_id, e.clicked_at as at, e.visitor_hash, e.source = 'qr' and e.class = 'human' as is_scan
      from ${selectEventsBetween(query, startOfFirstDay, endOfPeriod(query.period))} as e
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
