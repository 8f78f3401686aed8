import { type Dimension, maxDimensionValue, restLabels } from "@shunt/contracts";
import { type RawBuilder, sql } from "kysely";

/** Where a dimension is found. Both labels are the same text for the same click, and null for one without a value. */
interface DimensionColumns {
  /** Of a row `e` of `click_events`. */
  ofEvent: RawBuilder<string | null>;
  /** How a single click shows it, where that is less than the label. */
  shown?: RawBuilder<string | null>;
  /** What it is called in `link_daily_dimension`. */
  aggregate: string;
  /** Of a row `d` of `link_daily_dimension`. */
  ofAggregate: RawBuilder<string>;
}

const value = sql<string>`d.value`;
const withDetail = (separator: string) => sql<string>`concat_ws(${sql.lit(separator)}, d.value, nullif(d.detail, ''))`;
const plain = (dimension: Dimension, ofEvent: RawBuilder<string | null>): DimensionColumns => ({
  ofEvent,
  aggregate: dimension,
  ofAggregate: value,
});

export const dimensionColumns: Record<Dimension, DimensionColumns> = {
  country: plain("country", sql`e.country`),
  region: {
    shown: sql`e.region`,
    ofEvent: sql`case when e.region is not null then concat_ws(', ', e.region, e.country) end`,
    aggregate: "region",
    ofAggregate: withDetail(", "),
  },
  city: {
    shown: sql`e.city`,
    ofEvent: sql`case when e.city is not null then concat_ws(', ', e.city, e.region, e.country) end`,
    aggregate: "city",
    ofAggregate: withDetail(", "),
  },
  browser: plain("browser", sql`e.browser`),
  browser_version: {
    shown: sql`e.browser_version`,
    ofEvent: sql`case when e.browser is not null then concat_ws(' ', e.browser, e.browser_version) end`,
    aggregate: "browser",
    ofAggregate: withDetail(" "),
  },
  os: plain("os", sql`e.os`),
  os_version: {
    shown: sql`e.os_version`,
    ofEvent: sql`case when e.os is not null then concat_ws(' ', e.os, e.os_version) end`,
    aggregate: "os",
    ofAggregate: withDetail(" "),
  },
  device: plain("device", sql`e.device`),
  referrer: plain("referrer", sql`e.referrer_host`),
  language: plain("language", sql`e.language`),
  source: plain("source", sql`nullif(e.source, 'link')`),
  destination: {
    ...plain("destination", sql`nullif(left(e.destination, ${sql.lit(maxDimensionValue)}), '')`),
    shown: sql`nullif(e.destination, '')`,
  },
  class: plain("class", sql`nullif(e.class, 'human')`),
  utm_source: plain("utm_source", sql`e.utm_source`),
  utm_medium: plain("utm_medium", sql`e.utm_medium`),
  utm_campaign: plain("utm_campaign", sql`e.utm_campaign`),
  utm_term: plain("utm_term", sql`e.utm_term`),
  utm_content: plain("utm_content", sql`e.utm_content`),
};

/** The label of a click, as breakdowns show it. */
export function labelOfEvent(dimension: Dimension): RawBuilder<string> {
  return orRest(dimension, dimensionColumns[dimension].ofEvent);
}

/** Every form in which an answer shows the value of a click: the label, and what a single click has. */
export function shownForms(dimension: Dimension): RawBuilder<string>[] {
  const { shown } = dimensionColumns[dimension];
  return [labelOfEvent(dimension), ...(shown ? [orRest(dimension, shown)] : [])];
}

function orRest(dimension: Dimension, value: RawBuilder<string | null>): RawBuilder<string> {
  return sql`coalesce(${value}, ${sql.lit(restLabels[dimension])})`;
}
