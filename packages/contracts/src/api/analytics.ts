import { z } from "zod";
import {
  type Dimension,
  type DimensionEntry,
  dimensions,
  dimensionTable,
  type RequiredDimension,
} from "../dimension.ts";
import { HostName } from "../host-name.ts";
import { CalendarDay, InstantText } from "../instant.ts";
import { FolderFilter, TagName } from "../link/link-values.ts";
import { maxTargetLength } from "../target-url.ts";
import { isStorable, trimInvisible, unstorable } from "../text.ts";
import { DomainOfCode, OnDomain } from "./codes.ts";
import { LinkRef } from "./link-ref.ts";
import { flag, formerName, many, Page, pageQuery, wholeNumber } from "./query.ts";
import { ticketField } from "./streams.ts";

const Days = wholeNumber(1, 365);

export const SummaryQuery = OnDomain.extend({ days: Days.default(30) });
export type SummaryQuery = z.infer<typeof SummaryQuery>;

const TopItem = z
  .object({
    label: z.string(),
    count: z.int(),
    percentage: z.number().meta({ description: "Of all clicks in the period, 0 to 100, two decimals." }),
  })
  .meta({ id: "TopItem" });
export type TopItem = z.infer<typeof TopItem>;

const DailyStat = z.object({ date: z.iso.date(), clicks: z.int(), unique_visitors: z.int() }).meta({ id: "DailyStat" });
export type DailyStat = z.infer<typeof DailyStat>;

/** Every number covers the same period: the last `period_days` UTC days, today included. Bots and previews are left out. */
export const AnalyticsSummary = z
  .object({
    short_code: z.string(),
    domain: DomainOfCode,
    total_clicks: z.int(),
    unique_visitors: z.int(),
    top_countries: z.array(TopItem),
    top_browsers: z.array(TopItem),
    top_os: z.array(TopItem),
    top_devices: z.array(TopItem),
    top_referrers: z.array(TopItem),
    daily_stats: z.array(DailyStat),
    period_days: z.int(),
  })
  .meta({ id: "AnalyticsSummary" });
export type AnalyticsSummary = z.infer<typeof AnalyticsSummary>;

const notTimeZone = "must be an IANA time zone such as Europe/Vienna";

/**
 * A name of the IANA database, in any case. Offsets such as `+02:00` are not: JavaScript and Postgres read their sign differently.
 * Whether Postgres has it as well, only Postgres tells.
 */
export const TimeZone = z
  .string()
  .overwrite(trimInvisible)
  .refine(value => /^[A-Za-z][\w+/-]{0,63}$/.test(value) && isTimeZone(value), notTimeZone);

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Whose clicks: all that I may see, or those of some links, tags, or of a domain. */
const scope = {
  link: many(LinkRef, 20)
    .optional()
    .meta({ description: "Short codes, short URLs or ids; several by repeating the parameter." }),
  tag: many(TagName, 20).optional().meta({ description: "Links that bear one of these tags." }),
  folder: FolderFilter.meta({ description: "Links in this folder, told apart without case." }),
  domain: HostName.optional().meta({ description: "Host of a custom domain; codes are then its." }),
  workspace_id: z.uuid().optional(),
};

/** Calendar days in a time zone: either so many until today, or from one to another, both included. */
const period = {
  days: Days.optional().meta({ description: "Until today; 30 where no period is given." }),
  from: CalendarDay.optional(),
  to: CalendarDay.optional().meta({ description: "Included; today where it is left out." }),
  timezone: TimeZone.default("UTC"),
};

/** Values as answers show them, whatever their case; a destination is the longest of them. */
const FilterValues = many(z.string().max(maxTargetLength).refine(isStorable, unstorable), 50).optional();

/** Every dimension is a filter; with `_not` it leaves out instead. */
const filters = Object.fromEntries(
  dimensions.flatMap(dimension => [
    [
      dimension,
      FilterValues.meta({ description: "Only clicks with one of these values, as answers show them, in any case." }),
    ],
    [`${dimension}_not`, FilterValues.meta({ description: "Only clicks with none of these values." })],
  ]),
) as Record<Dimension | `${Dimension}_not`, typeof FilterValues>;

const bots = {
  include_bots: flag(false).meta({ description: "Bots, previews, prefetches and suspects as well." }),
};

const anyClicks = { ...scope, ...period, ...filters, ...bots };

/** The query of a list that is one page: the first of an order. */
function topQuery(max: number, byDefault = 10) {
  const size = wholeNumber(1, max).optional();
  return { size: size.meta({ description: `${byDefault} by default.` }), limit: size.meta(formerName("size")) };
}

/** What every question about clicks has in common. */
export const ClicksQuery = z.strictObject(anyClicks);
export type ClicksQuery = z.infer<typeof ClicksQuery>;

export const Interval = z.enum(["hour", "day", "week", "month"]);
export type Interval = z.infer<typeof Interval>;

export const SeriesQuery = z.strictObject({ ...anyClicks, interval: Interval.default("day") });
export type SeriesQuery = z.infer<typeof SeriesQuery>;

export const BreakdownQuery = z
  .strictObject({ ...anyClicks, dimension: z.enum(dimensions), ...topQuery(1_000) })
  .transform(({ limit, size = limit ?? 10, ...query }) => ({ ...query, size }));
export type BreakdownQuery = z.infer<typeof BreakdownQuery>;

export const TopLinksQuery = z
  .strictObject({ ...anyClicks, ...topQuery(100) })
  .transform(({ limit, size = limit ?? 10, ...query }) => ({ ...query, size }));
export type TopLinksQuery = z.infer<typeof TopLinksQuery>;

export const CompareQuery = z.strictObject({
  ...anyClicks,
  link: many(LinkRef, 20).meta({
    description: "Short codes, short URLs or ids of the links to compare; several by repeating the parameter.",
  }),
  interval: Interval.default("day"),
});
export type CompareQuery = z.infer<typeof CompareQuery>;

export const EventsQuery = z.strictObject({
  ...anyClicks,
  ...pageQuery({ size: 100, maxSize: 1_000 }),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

export const ExportQuery = z.strictObject({ ...anyClicks, format: z.enum(["csv", "ndjson"]).default("csv") });
export type ExportQuery = z.infer<typeof ExportQuery>;

export const LiveQuery = z.strictObject({ ...scope, ...bots, ...ticketField });
export type LiveQuery = z.infer<typeof LiveQuery>;

/** What a question was about, as it was understood. */
const Asked = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  timezone: z.string(),
  include_bots: z.boolean(),
});
export type Asked = z.infer<typeof Asked>;

/** A unique visitor is one of a link and a UTC day. Scans are clicks that came by a QR code. */
export const Totals = z
  .object({ clicks: z.int(), unique_visitors: z.int(), scans: z.int() })
  .meta({ id: "Totals", description: "A unique visitor is one of a link and a UTC day. Scans came by a QR code." });
export type Totals = z.infer<typeof Totals>;

const Bucket = Totals.extend({
  start: InstantText,
  local_start: z.string().meta({ description: "The same in the time zone of the question, without an offset." }),
}).meta({ id: "Bucket" });
export type Bucket = z.infer<typeof Bucket>;

/** `previous` is the period of the same length right before. */
export const Series = Asked.extend({
  interval: Interval,
  totals: Totals,
  series: z.array(Bucket),
  previous: z.object({ from: z.iso.date(), to: z.iso.date(), totals: Totals, series: z.array(Bucket) }),
}).meta({ id: "Series" });
export type Series = z.infer<typeof Series>;

/** `other_clicks` are those of the values beyond the limit. */
export const Breakdown = Asked.extend({
  dimension: z.enum(dimensions),
  total_clicks: z.int(),
  items: z.array(TopItem),
  other_clicks: z.int(),
}).meta({ id: "Breakdown" });
export type Breakdown = z.infer<typeof Breakdown>;

const LinkTotals = Totals.extend({
  link_id: z.uuid(),
  short_code: z.string(),
  domain: DomainOfCode,
  original_url: z.string(),
  title: z.string().nullable(),
}).meta({ id: "LinkTotals" });

export const TopLinks = Asked.extend({ items: z.array(LinkTotals) }).meta({ id: "TopLinks" });
export type TopLinks = z.infer<typeof TopLinks>;

/** `clicks[weekday][hour]`, from Monday and midnight on, in the time zone of the question. */
export const HeatMap = Asked.extend({ clicks: z.array(z.array(z.int())) }).meta({ id: "HeatMap" });
export type HeatMap = z.infer<typeof HeatMap>;

export const Comparison = Asked.extend({
  interval: Interval,
  items: z.array(z.object({ short_code: z.string(), domain: DomainOfCode, totals: Totals, series: z.array(Bucket) })),
}).meta({ id: "Comparison" });
export type Comparison = z.infer<typeof Comparison>;

type DimensionFields = Record<RequiredDimension, z.ZodString> &
  Record<Exclude<Dimension, RequiredDimension>, z.ZodNullable<z.ZodString>>;

const dimensionFields = Object.fromEntries(
  Object.entries<DimensionEntry>(dimensionTable).map(([name, { isRequired }]) => [
    name,
    isRequired ? z.string() : z.string().nullable(),
  ]),
) as DimensionFields;
const { class: classField, ...otherFields } = dimensionFields;

/** A single click. Exports have its fields as columns, in this order. */
export const ClickEvent = z
  .object({
    id: z.uuid(),
    clicked_at: InstantText,
    link_id: z.uuid(),
    short_code: z.string(),
    domain: DomainOfCode,
    class: classField,
    class_reason: z.string().nullable(),
    is_first_visit: z.boolean(),
    ...otherFields,
  })
  .meta({ id: "ClickEvent" });
export type ClickEvent = z.infer<typeof ClickEvent>;

/** The latest first. `next_cursor` is null on the last page. */
export const ClickEventPage = Asked.extend(Page(ClickEvent).shape).meta({ id: "ClickEventPage" });
export type ClickEventPage = z.infer<typeof ClickEventPage>;

export const OrphansQuery = z
  .strictObject({ days: Days.default(30), domain: scope.domain, ...topQuery(1_000, 100) })
  .transform(({ limit, size = limit ?? 100, ...query }) => ({ ...query, size }));
export type OrphansQuery = z.infer<typeof OrphansQuery>;

/** Visits that met no link, most first. The empty code is the root of the domain; `(other)` are codes hit too rarely to be kept. */
export const Orphans = z
  .object({
    period_days: z.int(),
    total_hits: z.int(),
    items: z.array(
      z.object({
        code: z.string(),
        domain: DomainOfCode,
        hits: z.int(),
        human_hits: z.int(),
        last_hit_at: InstantText,
      }),
    ),
  })
  .meta({ id: "Orphans" });
export type Orphans = z.infer<typeof Orphans>;
