import { sql } from "kysely";
import { type Days, type LinkSummary, type RankedValue, topDimensions, topLimit } from "../click-reader.ts";
import { dayMs, isFolded, selectOpenVisitors } from "./clicks-source.ts";
import { findKnownLinks, isOf } from "./known-links.ts";
import type { Sources } from "./sources.ts";
import { bound, ch, type Statement } from "./statement.ts";

/** Reads only sums. */
export async function summarise(sources: Sources, linkId: string, days: Days): Promise<LinkSummary> {
  const known = await findKnownLinks(sources.db, sql`links.id = ${linkId}`);
  // In this order, so that no value has more clicks than the days.
  const values = await sources.ask<RankedValue>(selectTopValues(isOf(known), days));
  return { days: await sources.ask<LinkSummary["days"][number]>(selectDays(isOf(known), days)), values };
}

function selectTopValues(isOfLink: Statement, { from, to }: Days): Statement {
  return ch`
    select dimension, value, counted as clicks, sum(counted) over (partition by dimension) as withValue
    from (
      select dimension, value, sum(human_clicks) as counted from link_daily_dimension
      where ${isOfLink} and dimension in ${bound("Array(String)", topDimensions)}
        and day between ${bound("Date", from)} and ${bound("Date", to)}
      group by dimension, value having counted > 0
    )
    order by dimension, clicks desc, value limit ${bound("UInt32", topLimit)} by dimension`;
}

function selectDays(isOfLink: Statement, { from, to }: Days): Statement {
  const isWithin = ch`${isOfLink} and toDate(at) between ${bound("Date", from)} and ${bound("Date", to)}`;
  return ch`
    select toString(date) as day, sum(counted) as clicks, sum(visitors) as uniqueVisitors from (
      select toDate(at) as date, human_clicks as counted, toUInt64(0) as visitors from link_quarter_hourly where ${isWithin}
      union all
      select toDate(at) as date, toUInt64(0), visitors from link_visitors where ${isWithin} and ${isFolded("at")}
      union all
      select day as date, toUInt64(0), toUInt64(1)
      from ${selectOpenVisitors(isOfLink, Date.parse(from), Date.parse(to) + dayMs - 1)}
    )
    group by date having clicks > 0 or uniqueVisitors > 0 order by date`;
}
