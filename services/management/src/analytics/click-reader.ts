import type { Bucket, ClickEvent, Dimension, Interval, Sparklines, TopLinks } from "@shunt/contracts/analytics";
import type { RawBuilder } from "kysely";
import type { Position } from "../http/index.ts";
import type { AnalyticsQuery } from "./query/analytics-query.ts";

/** Answers questions about clicks. Each store of clicks has an implementation in a folder of its own. */
export interface ClickReader {
  countClicks(query: AnalyticsQuery): Promise<number>;
  /** In order, including buckets without clicks. */
  findSeries(query: AnalyticsQuery, interval: Interval): Promise<Bucket[]>;
  /** Of the links that the query names, by link id. */
  findSeriesOfLinks(query: AnalyticsQuery, interval: Interval): Promise<Map<string, Bucket[]>>;
  /** In the order of `weekdays`, and by hour, in the time zone of the query. */
  findHeatMap(query: AnalyticsQuery): Promise<number[][]>;
  /** In descending order. */
  findTopLinks(query: AnalyticsQuery, limit: number): Promise<TopLinks["items"]>;
  /** In descending order. Without filters, omits clicks without a value. */
  findValues(query: AnalyticsQuery, dimension: Dimension, limit: number): Promise<ValueRow[]>;
  /**
   * Counts the clicks of links by their folders or tags. Names that differ only in case are one, as in filters. A link
   * counts for each of its tags.
   */
  countByLabel(query: AnalyticsQuery, kind: LabelKind, limit: number): Promise<LabelCounts>;
  /** Clicks of an export that are read at once. */
  eventsPerPage: number;
  /** Single clicks, the latest first. */
  findEvents(query: AnalyticsQuery, after: Position | undefined, limit: number): Promise<ClickEvent[]>;
  /** Of people, by UTC day. */
  findSparklines(links: ChosenLinks, days: Days): Promise<Sparklines["items"]>;
  /** Of people, in a UTC period. All numbers are of one moment. */
  summarise(linkId: string, days: Days): Promise<LinkSummary>;
  /** Visits without a link, the codes with most hits first. */
  findOrphans(query: OrphanQuery): Promise<OrphanRow[]>;
}

/** UTC days as `YYYY-MM-DD`, including both ends. */
export interface Days {
  from: string;
  to: string;
}

export interface ValueRow {
  label: string;
  clicks: number;
  /** Clicks of all values, including those beyond the limit. */
  withValue: number;
}

export type LabelKind = "folder" | "tag";

export interface LabelCounts {
  /** The clicks of all links. */
  total: number;
  /** In descending order. */
  items: readonly { label: string; clicks: number }[];
  /** The clicks of links that have none of the items. */
  others: number;
}

export interface ChosenLinks {
  ids: readonly string[];
  /** Condition on `links` that each of the ids must meet. */
  isReadable: RawBuilder<boolean>;
}

export interface LinkSummary {
  /** Days with clicks, in order. */
  days: readonly { day: string; clicks: number; uniqueVisitors: number }[];
  /** Up to `topLimit` values of each of `topDimensions`, in descending order. */
  values: readonly RankedValue[];
}

export interface RankedValue {
  dimension: string;
  value: string;
  clicks: number;
  /** Clicks of all values of the dimension. The other clicks of the period have no value. */
  withValue: number;
}

export const topDimensions = ["country", "browser", "os", "device", "referrer"] as const;
export type TopDimension = (typeof topDimensions)[number];
/** Per dimension. */
export const topLimit = 10;

export interface OrphanQuery {
  domainId: number;
  /** UTC day. */
  since: string;
  limit: number;
}

export interface OrphanRow {
  code: string;
  hits: number;
  human_hits: number;
  last_hit_at: Date;
  /** Hits of all codes. */
  total: number;
}
