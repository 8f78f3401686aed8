import { z } from "zod";
import { dimensions } from "../dimension.ts";
import { InstantText } from "../instant.ts";
import { ClickEvent } from "./click-event.ts";
import { anyClicks, countedBots, Days, scope, topQuery } from "./click-selection.ts";
import { linkParameters, toGivenLink, toLink } from "./code-names.ts";
import { DomainOfCode, OnDomain } from "./codes.ts";
import { LinkRef } from "./link-ref.ts";
import { many, Page, pageQuery, wholeNumber } from "./query.ts";
import { ticketField } from "./streams.ts";

export const SummaryQuery = OnDomain.extend({
  days: Days.default(30).describe("Length of the period in UTC days, today included."),
});
export type SummaryQuery = z.infer<typeof SummaryQuery>;

const TopItem = z
  .object({
    label: z.string().describe("The value, such as `AT` or `Firefox`. `(other)` stands for values beyond a limit."),
    count: z.int().describe("Clicks with this value."),
    percentage: z.number().describe("Share of all clicks in the period: 0 to 100, with two decimals."),
  })
  .meta({ id: "TopItem" });
export type TopItem = z.infer<typeof TopItem>;

const uniqueVisitors =
  "Unique visitors: a person counts once per link and UTC day, with filters at the first click that matches.";

const DailyStat = z
  .object({
    date: z.iso.date().describe("The UTC day."),
    clicks: z.int().describe("Human clicks on that day."),
    unique_visitors: z.int().describe(uniqueVisitors),
  })
  .meta({ id: "DailyStat" });
export type DailyStat = z.infer<typeof DailyStat>;

/** Covers the last `period_days` UTC days, today included, and counts human clicks only. */
export const AnalyticsSummary = z
  .object({
    short_code: z.string().describe("The primary code of the link."),
    domain: DomainOfCode,
    total_clicks: z.int().describe("Human clicks in the period."),
    unique_visitors: z.int().describe(uniqueVisitors),
    top_countries: z.array(TopItem).describe("The ten most frequent countries, as ISO 3166-1 codes."),
    top_browsers: z.array(TopItem).describe("The ten most frequent browsers."),
    top_os: z.array(TopItem).describe("The ten most frequent operating systems."),
    top_devices: z.array(TopItem).describe("The ten most frequent kinds of devices."),
    top_referrers: z.array(TopItem).describe("The ten most frequent referring hosts; `Direct` for none."),
    daily_stats: z.array(DailyStat).describe("One entry per UTC day of the period, the earliest first."),
    period_days: z.int().describe("Length of the period in UTC days, today included."),
  })
  .meta({ id: "AnalyticsSummary" });
export type AnalyticsSummary = z.infer<typeof AnalyticsSummary>;

export const ClicksQuery = z.strictObject(anyClicks).transform(toLink);
export type ClicksQuery = z.infer<typeof ClicksQuery>;

export const Interval = z.enum(["hour", "day", "week", "month"]).describe("Length of one point of the series.");
export type Interval = z.infer<typeof Interval>;

export const IntervalOf = Interval.default("day").describe(
  "Length of one point of the series; `hour` for at most 31 days.",
);

export const SeriesQuery = z.strictObject({ ...anyClicks, interval: IntervalOf }).transform(toLink);
export type SeriesQuery = z.infer<typeof SeriesQuery>;

/** Groups of clicks: by their own properties, or by the folder or tags that their link has now. */
export const breakdownDimensions = [...dimensions, "folder", "tag"] as const;

export const BreakdownQuery = z
  .strictObject({
    ...anyClicks,
    dimension: z
      .enum(breakdownDimensions)
      .describe("The dimension to group clicks by; `folder` and `tag` are those that the links have now."),
    ...topQuery(1_000),
  })
  .transform(toLink)
  .transform(({ limit, size = limit ?? 10, ...query }) => ({ ...query, size }));
export type BreakdownQuery = z.infer<typeof BreakdownQuery>;

export const TopLinksQuery = z
  .strictObject({ ...anyClicks, ...topQuery(100) })
  .transform(toLink)
  .transform(({ limit, size = limit ?? 10, ...query }) => ({ ...query, size }));
export type TopLinksQuery = z.infer<typeof TopLinksQuery>;

export const CompareQuery = z
  .strictObject({
    ...anyClicks,
    ...linkParameters(
      many(LinkRef, 20),
      "The links to compare, at least one: ids, codes or short URLs. Repeat the parameter for several.",
    ),
    interval: IntervalOf,
  })
  .transform(toGivenLink);
export type CompareQuery = z.infer<typeof CompareQuery>;

export const SparklinesQuery = z.strictObject({
  link_id: many(z.uuid(), 100).describe("Ids of links, at most 100. Repeat the parameter for several."),
  days: wholeNumber(1, 90).default(30).describe("Number of UTC days until today, today included."),
});
export type SparklinesQuery = z.infer<typeof SparklinesQuery>;

export const EventsQuery = z
  .strictObject({
    ...anyClicks,
    ...pageQuery({ size: 100, maxSize: 1_000 }),
  })
  .transform(toLink);
export type EventsQuery = z.infer<typeof EventsQuery>;

export const ExportQuery = z
  .strictObject({
    ...anyClicks,
    format: z
      .enum(["csv", "ndjson"])
      .default("csv")
      .describe("`csv` with a header row, or `ndjson` with one click per line."),
  })
  .transform(toLink);
export type ExportQuery = z.infer<typeof ExportQuery>;

export const LiveQuery = z.strictObject({ ...scope, ...countedBots, ...ticketField }).transform(toLink);
export type LiveQuery = z.infer<typeof LiveQuery>;

/** Repeats the query in every response. */
const QueryEcho = z.object({
  from: z.iso.date().describe("First day of the period."),
  to: z.iso.date().describe("Last day of the period, included."),
  timezone: z.string().describe("IANA time zone of the period."),
  include_bots: z.boolean().describe("Whether bots, link previews, prefetches and suspicious clicks are counted too."),
});
export type QueryEcho = z.infer<typeof QueryEcho>;

export const Totals = z
  .object({
    clicks: z.int().describe("Number of clicks."),
    unique_visitors: z.int().describe(uniqueVisitors),
    scans: z.int().describe("Clicks that came from a QR code."),
  })
  .meta({ id: "Totals" });
export type Totals = z.infer<typeof Totals>;

const Bucket = Totals.extend({
  start: InstantText.describe("Start of the interval."),
  local_start: z.string().describe("Start of the interval in `timezone`, without its offset."),
  utc_offset: z
    .string()
    .describe(
      "Offset of `local_start` from UTC, such as `+01:00`. Distinguishes the hours of a night that has one twice.",
    ),
}).meta({ id: "Bucket" });
export type Bucket = z.infer<typeof Bucket>;

export const Series = QueryEcho.extend({
  interval: Interval,
  totals: Totals.describe("Numbers of the whole period."),
  series: z.array(Bucket).describe("Numbers of each interval, the earliest first."),
  previous: z
    .object({
      from: z.iso.date().describe("First day of the previous period."),
      to: z.iso.date().describe("Last day of the previous period, included."),
      totals: Totals.describe("Numbers of the whole previous period."),
      series: z.array(Bucket).describe("Numbers of each interval, the earliest first."),
    })
    .describe("The period of the same length right before."),
}).meta({ id: "Series" });
export type Series = z.infer<typeof Series>;

export const Breakdown = QueryEcho.extend({
  dimension: z.enum(breakdownDimensions).describe("The dimension that clicks are grouped by."),
  total_clicks: z.int().describe("Number of all clicks in the period."),
  items: z
    .array(TopItem)
    .describe("The most frequent values, the most clicks first. A click counts for each tag of its link."),
  other_clicks: z
    .int()
    .describe("Clicks with values beyond `size`; by `folder` and `tag`, also those of links without one."),
}).meta({ id: "Breakdown" });
export type Breakdown = z.infer<typeof Breakdown>;

const LinkTotals = Totals.extend({
  link_id: z.uuid().describe("Id of the link."),
  short_code: z.string().describe("The primary code of the link."),
  domain: DomainOfCode,
  original_url: z.string().describe("The destination of the link."),
  title: z.string().nullable().describe("The title of the link, or `null`."),
}).meta({ id: "LinkTotals" });

export const TopLinks = QueryEcho.extend({
  items: z.array(LinkTotals).describe("The links, the most clicks first."),
}).meta({ id: "TopLinks" });
export type TopLinks = z.infer<typeof TopLinks>;

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export const HeatMap = QueryEcho.extend({
  weekdays: z.array(z.enum(weekdays)).describe("Names of the rows of `clicks`, Monday first."),
  hours: z.array(z.int()).describe("Names of the columns of `clicks`: hours of the day, 0 begins at midnight."),
  clicks: z.array(z.array(z.int())).describe("Clicks as `clicks[weekday][hour]` in `timezone`."),
}).meta({ id: "HeatMap" });
export type HeatMap = z.infer<typeof HeatMap>;

export const Comparison = QueryEcho.extend({
  interval: Interval,
  items: z
    .array(
      z.object({
        short_code: z.string().describe("The primary code of the link."),
        domain: DomainOfCode,
        totals: Totals.describe("Numbers of the link in the whole period."),
        series: z.array(Bucket).describe("Numbers of each interval, the earliest first."),
      }),
    )
    .describe("The links, in the order of the query."),
}).meta({ id: "Comparison" });
export type Comparison = z.infer<typeof Comparison>;

export const Sparklines = z
  .object({
    from: z.iso.date().describe("The first UTC day."),
    to: z.iso.date().describe("The last UTC day: today."),
    items: z
      .array(
        z.object({
          link_id: z.uuid().describe("Id of the link."),
          clicks: z.array(z.int()).describe("Human clicks of each UTC day, the earliest first."),
        }),
      )
      .describe("The links that exist, in any order."),
  })
  .meta({ id: "Sparklines" });
export type Sparklines = z.infer<typeof Sparklines>;

export const ClickEventPage = QueryEcho.extend(Page(ClickEvent).shape).meta({ id: "ClickEventPage" });
export type ClickEventPage = z.infer<typeof ClickEventPage>;
