import { optionalTextColumns, selectDimensionCounts } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import { isFrom, isUntil, knownLinks, selectHistoryClicks } from "./history-clicks.ts";

/** A kind of rows that are copied in the same way. */
export interface HistoryKind {
  name: HistoryKindName;
  /** For people. */
  title: string;
  /** In ClickHouse. */
  table: string;
  /**
   * Columns of `table` with their values, text of COPY, from a row `r` of `rows`. If rows have a number of clicks, it comes first,
   * then what makes up the key.
   */
  columns: Readonly<Record<string, RawBuilder<unknown>>>;
  /** Columns of `r` by which the rows are sorted. Their text needs no escapes. */
  key: readonly [string, ...string[]];
  /** Whether the first column is the number of clicks; else each row counts as one. */
  isSum: boolean;
  /** Subselect of the rows of a part in Postgres, without those of deleted links and those before a reset. */
  rows: (part: string) => RawBuilder<unknown>;
  /** Of the numbers that are compared: in Postgres of `r`, in ClickHouse of a row of `found`. */
  clicks: { of: RawBuilder<number>; found: string };
  people: { of: RawBuilder<number>; found: string };
  /** In ClickHouse: what has the rows of a part, with `moved`; default: the table. */
  found?: string;
  /** Copied twice, rows count once. */
  isRepeatable?: boolean;
}

export type HistoryKindName = "events" | "quarters" | "visitors" | "open-visitors" | "dimensions" | "orphans";

const ref = (column: string) => sql.ref(`r.${column}`);
const utc = (column: string) => sql`(${ref(column)} at time zone 'UTC')`;
const text = (column: string) => sql`coalesce(${ref(column)}, '')`;
const sumOf = (column: string) => ({
  of: sql<number>`coalesce(sum(${ref(column)}), 0)::bigint`,
  found: `sum(${column})`,
});
const nothing = { of: sql<number>`0`, found: "0" };
const rowsOf = { of: sql<number>`count(*)`, found: "count()" };

/** Parts are UTC days. */
export const events: HistoryKind = {
  name: "events",
  title: "single clicks",
  table: "click_events",
  columns: {
    ...{
      link_id: ref("link_id"),
      clicked_at: utc("clicked_at"),
      id: ref("id"),
      since: ref("since"),
      class: ref("class"),
    },
    ...{ visitor_hash: ref("visitor"), source: ref("source"), destination: ref("whole_destination") },
    ...Object.fromEntries(optionalTextColumns.map(column => [column, text(column)])),
    coarse: sql`coalesce(${ref("coarse")}, 0)`,
  },
  key: ["link_id", "clicked_at", "id"],
  isSum: false,
  rows: day => selectHistoryClicks(sql`${isFrom(sql`e.clicked_at`, day)} and ${isUntil(sql`e.clicked_at`, day)}`),
  clicks: rowsOf,
  people: { of: sql<number>`count(*) filter (where ${ref("class")} = 'human')`, found: "countIf(class = 'human')" },
};

export const quarters: HistoryKind = {
  name: "quarters",
  title: "sums by quarter of an hour",
  table: "link_quarter_hourly",
  columns: {
    ...{ clicks: ref("clicks"), link_id: ref("link_id"), at: utc("at"), since: ref("since") },
    ...{ human_clicks: ref("human_clicks"), scans: ref("scans") },
  },
  key: ["link_id", "at"],
  isSum: true,
  rows: () => sql`(
    select q.*, known.since from link_quarter_hourly as q join ${knownLinks} as known on known.id = q.link_id
    where q.clicks > 0
  )`,
  clicks: sumOf("clicks"),
  people: sumOf("human_clicks"),
};

export const dimensions: HistoryKind = {
  name: "dimensions",
  title: "sums by value",
  table: "link_daily_dimension",
  columns: {
    ...{ clicks: ref("clicks"), link_id: ref("link_id"), day: ref("day"), since: ref("since") },
    ...{ dimension: ref("dimension"), value: ref("value"), detail: ref("detail"), human_clicks: ref("human_clicks") },
  },
  key: ["link_id", "day"],
  isSum: true,
  rows: () => sql`(
    select d.*, known.since from ${selectDimensionCounts(sql`true`)} as d join ${knownLinks} as known on known.id = d.link_id
    where d.clicks > 0
  )`,
  clicks: sumOf("clicks"),
  people: sumOf("human_clicks"),
};

/** The part is the last day that is counted in `link_visitors`. */
export const visitors: HistoryKind = {
  name: "visitors",
  title: "visitors",
  table: "link_visitors",
  columns: { visitors: ref("unique_visitors"), link_id: ref("link_id"), at: utc("at"), since: ref("since") },
  key: ["link_id", "at"],
  isSum: true,
  rows: lastDay => sql`(
    select q.*, known.since from link_quarter_hourly as q join ${knownLinks} as known on known.id = q.link_id
    where q.unique_visitors > 0 and ${isUntil(sql`q.at`, lastDay)}
  )`,
  clicks: { ...sumOf("unique_visitors"), found: "sum(visitors)" },
  people: nothing,
};

/** The part is the day before these visitors. They may come again, so they are copied one by one. */
export const openVisitors: HistoryKind = {
  name: "open-visitors",
  title: "visitors of the latest days",
  table: "daily_visitors",
  columns: {
    ...{ link_id: ref("link_id"), day: ref("day"), visitor_hash: ref("visitor"), since: ref("since") },
    first: sql`format('(''%s'',''%s'')', ${utc("clicked_at")}, ${ref("id")})`,
  },
  key: ["link_id", "day", "visitor"],
  isSum: false,
  rows: selectOpenVisitors,
  clicks: rowsOf,
  people: nothing,
  found: "(SELECT max(moved) AS moved FROM daily_visitors GROUP BY link_id, since, day, visitor_hash)",
  isRepeatable: true,
};

/** Visitors whose click is no longer stored get a hash and a time of their own. */
function selectOpenVisitors(lastDay: string): RawBuilder<unknown> {
  const isOpen = (column: string) => sql`not ${isUntil(sql.ref(column), lastDay)}`;
  const quarterOf = sql`date_bin('15 minutes', clicked_at, timestamptz 'epoch')`;
  const known = selectHistoryClicks(sql`e.is_first_visit and e.visitor_hash is not null and ${isOpen("e.clicked_at")}`);
  return sql`(
    with firsts as (
      select link_id, since, (clicked_at at time zone 'UTC')::date as day, visitor, clicked_at, id from ${known} as known
    ), counted as (
      select link_id, ${quarterOf} as at, count(*) as visitors from firsts group by 1, 2
    )
    select * from firsts
    union all
    select q.link_id, known.since, (q.at at time zone 'UTC')::date, replace(made.id::text, '-', ''), q.at, made.id
    from link_quarter_hourly as q join ${knownLinks} as known on known.id = q.link_id
    left join counted on counted.link_id = q.link_id and counted.at = q.at,
    lateral (
      select md5(concat_ws(' ', q.link_id, q.at, number))::uuid as id
      from generate_series(1, q.unique_visitors - coalesce(counted.visitors, 0)) as number
    ) as made
    where ${isOpen("q.at")}
  )`;
}

export const orphans: HistoryKind = {
  name: "orphans",
  title: "visits without a link",
  table: "orphan_hits",
  columns: {
    ...{ hits: ref("hits"), domain_id: ref("domain_id"), day: ref("day"), code: ref("code") },
    ...{ human_hits: ref("human_hits"), last_hit_at: utc("last_hit_at") },
  },
  key: ["domain_id", "day"],
  isSum: true,
  rows: () => sql`(select * from orphan_hits where hits > 0)`,
  clicks: sumOf("hits"),
  people: sumOf("human_hits"),
};
