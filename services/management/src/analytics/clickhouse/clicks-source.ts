import { noVisitor } from "@shunt/clickhouse";
import { type DimensionEntry, dimensionTable } from "@shunt/contracts/analytics";
import type { Filter } from "../query/analytics-query.ts";
import type { ClickHouseQuery } from "./clickhouse-query.ts";
import { shownForms } from "./dimension-columns.ts";
import { moment, offsetAt, quarter } from "./moments.ts";
import { bound, ch, join, raw, type Statement } from "./statement.ts";

export const dayMs = 24 * 60 * 60_000;
/** Of clicks without a visitor. */
export const noVisitorHash = raw(`toUUID('${noVisitor}')`);

/**
 * Subquery of `link_id`, `at` (seconds since the epoch), `clicks`, `unique_visitors` and `scans`: sums per quarter of an
 * hour, or with filters, single clicks, which are kept for a limited time.
 */
export function selectCounts(query: ClickHouseQuery): Statement {
  const visitors = query.filters.length > 0 ? selectFilteredVisitors(query) : selectVisitors(query);
  return ch`(select * from ${selectClicks(query)} union all ${visitors})`;
}

/** Like `selectCounts`, without the rows of visitors. */
export function selectClicks(query: ClickHouseQuery): Statement {
  if (query.filters.length > 0)
    return ch`(
      select e.link_id as link_id, toInt64(toUnixTimestamp(e.clicked_at)) as at, toUInt64(1) as clicks,
        toUInt64(0) as unique_visitors, toUInt64(e.source = 'qr' and e.class = 'human') as scans
      from ${selectEvents(query)} as e
    )`;
  return ch`(
    select link_id, toInt64(toUnixTimestamp(q.at)) as at, ${raw(query.includesBots ? "clicks" : "human_clicks")} as clicks,
      toUInt64(0) as unique_visitors, scans
    from link_quarter_hourly as q where ${isWithin(query)}
  )`;
}

function selectVisitors(query: ClickHouseQuery): Statement {
  const { start, end } = query.moments;
  return ch`
    select link_id, toInt64(toUnixTimestamp(q.at)) as at, toUInt64(0), visitors, toUInt64(0)
    from link_visitors as q where ${isWithin(query)} and ${isFolded("q.at")}
    union all
    select link_id, toInt64(toUnixTimestamp(first_at)) as at, toUInt64(0), toUInt64(1), toUInt64(0)
    from ${selectOpenVisitors(query.isOfLinks, start, end)}
    where first_at >= ${moment(start)} and first_at < ${moment(end)}`;
}

/** Condition on a row `q` with quarters of an hour. */
function isWithin({ isOfLinks, moments: { start, end } }: ClickHouseQuery): Statement {
  return ch`${isOfLinks} and q.at >= ${quarter(start)} and q.at < ${quarter(end)}`;
}

/** Until this day, `link_visitors` has the visitors, and `daily_visitors` afterwards. */
const lastFoldedDay = raw("(select max(day) from folded_days)");

/** Rows of `link_visitors` that count. Where a day is being folded, it has rows that do not count yet. */
export function isFolded(column: string): Statement {
  return ch`toDate(${raw(column)}) <= ${lastFoldedDay}`;
}

/** Subquery of `link_id`, `day`, `visitor_hash` and `first_at` for the visitors of days that are not folded yet. */
export function selectOpenVisitors(isOfLinks: Statement, start: number, end: number): Statement {
  const day = (ms: number) => ch`toDate(${moment(ms)})`;
  return ch`(
    select link_id, day, visitor_hash, min(first.1) as first_at from daily_visitors
    where ${isOfLinks} and day between ${day(start)} and ${day(end)}
      and day > ${lastFoldedDay}
    group by link_id, since, day, visitor_hash
  )`;
}

/**
 * A visitor counts where their first matching click of a link and UTC day lies. The UTC day in which the period begins is
 * read from its start, so that adjacent periods do not count a visitor twice.
 */
function selectFilteredVisitors(query: ClickHouseQuery): Statement {
  const { start, end } = query.moments;
  return ch`
    select e.link_id, toInt64(toUnixTimestamp(min(e.clicked_at))) as at, toUInt64(0), toUInt64(1), toUInt64(0)
    from ${selectEventsBetween(query, floorToDay(start), end)} as e where e.visitor_hash <> ${noVisitorHash}
    group by e.link_id, toDate(e.clicked_at), e.visitor_hash having min(e.clicked_at) >= ${moment(start)}`;
}

/** Single clicks, as rows of `click_events`. */
export function selectEvents(
  query: Pick<ClickHouseQuery, "isOfLinks" | "filters" | "includesBots" | "moments">,
): Statement {
  return selectEventsBetween(query, query.moments.start, query.moments.end);
}

/** From `start` until before `end` (ms). */
export function selectEventsBetween(
  { isOfLinks, filters, includesBots }: Pick<ClickHouseQuery, "isOfLinks" | "filters" | "includesBots">,
  start: number,
  end: number,
): Statement {
  const conditions = [
    isOfLinks,
    ch`e.clicked_at >= ${moment(start)} and e.clicked_at < ${moment(end)}`,
    ...(includesBots ? [] : [raw("e.class = 'human'")]),
    ...filters.map(toCondition),
  ];
  return ch`(select e.* from click_events as e where ${join(conditions, " and ")})`;
}

/** Matches every form in which responses show a value, in any case. */
function toCondition({ dimension, values, isNegated }: Filter): Statement {
  // An empty text in ClickHouse is an unknown value, which no text matches.
  const known = (dimensionTable[dimension] as DimensionEntry).isRequired
    ? values
    : values.filter(value => value !== "");
  const folded = ch`arrayMap(value -> lowerUTF8(value), ${bound("Array(String)", known)})`;
  const matches = shownForms(dimension).map(form => ch`has(${folded}, lowerUTF8(${form}))`);
  const isOneOf = ch`(${join(matches, " or ")})`;
  return isNegated ? ch`not ${isOneOf}` : isOneOf;
}

/** Seconds since the epoch plus the offset of the time zone, of a row of `selectCounts`. */
export function localSeconds(query: ClickHouseQuery): Statement {
  return ch`(at + ${offsetAt(raw("at"), query.moments)})`;
}

export function floorToDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}
