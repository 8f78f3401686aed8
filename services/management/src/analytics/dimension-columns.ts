import { coarseBits, type Dimension, maxDimensionValue, otherLabel, restLabels } from "@shunt/contracts";
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

/** Of a dimension whose values are bounded for a link and day: beyond the bound they are one, and single clicks keep theirs. */
const bounded = (dimension: Dimension & keyof typeof coarseBits, of: RawBuilder<string | null>): DimensionColumns => ({
  ...plain(dimension, orOther(dimension, of)),
  shown: of,
});

const region = unlessCoarse("region", sql`e.region`);
const city = unlessCoarse("city", sql`e.city`);

export const dimensionColumns: Record<Dimension, DimensionColumns> = {
  country: plain("country", sql`e.country`),
  region: {
    shown: sql`e.region`,
    ofEvent: sql`case when ${region} is not null then concat_ws(', ', ${region}, e.country) end`,
    aggregate: "region",
    ofAggregate: withDetail(", "),
  },
  city: {
    shown: sql`e.city`,
    ofEvent: sql`case when ${city} is not null then concat_ws(', ', ${city}, ${region}, e.country) end`,
    aggregate: "city",
    ofAggregate: withDetail(", "),
  },
  browser: bounded("browser", sql`e.browser`),
  browser_version: {
    shown: sql`e.browser_version`,
    ofEvent: orOther("browser", labelOfVersion("browser_version", sql`e.browser`, sql`e.browser_version`)),
    aggregate: "browser",
    ofAggregate: withDetail(" "),
  },
  os: bounded("os", sql`e.os`),
  os_version: {
    shown: sql`e.os_version`,
    ofEvent: orOther("os", labelOfVersion("os_version", sql`e.os`, sql`e.os_version`)),
    aggregate: "os",
    ofAggregate: withDetail(" "),
  },
  device: plain("device", sql`e.device`),
  referrer: bounded("referrer", sql`e.referrer_host`),
  language: bounded("language", sql`e.language`),
  source: plain("source", sql`nullif(e.source, 'link')`),
  destination: {
    ...bounded("destination", sql`nullif(left(e.destination, ${sql.lit(maxDimensionValue)}), '')`),
    shown: destinationOfEvent(),
  },
  class: plain("class", sql`nullif(e.class, 'human')`),
  utm_source: bounded("utm_source", sql`e.utm_source`),
  utm_medium: bounded("utm_medium", sql`e.utm_medium`),
  utm_campaign: bounded("utm_campaign", sql`e.utm_campaign`),
  utm_term: bounded("utm_term", sql`e.utm_term`),
  utm_content: bounded("utm_content", sql`e.utm_content`),
};

/** The whole destination of a row `e` of `click_events`, which itself has the beginning of a long one. */
export function destinationOfEvent(): RawBuilder<string> {
  return sql`coalesce((
    select url from link_destinations as long where long.link_id = e.link_id and long.hash = e.destination_hash
  ), e.destination)`;
}

function labelOfVersion(
  bit: keyof typeof coarseBits,
  name: RawBuilder<string | null>,
  version: RawBuilder<string | null>,
): RawBuilder<string | null> {
  return sql`case when ${name} is not null then concat_ws(' ', ${name}, ${unlessCoarse(bit, version)}) end`;
}

/** A value of a click, null where the click counts under a coarser one. */
function unlessCoarse(bit: keyof typeof coarseBits, of: RawBuilder<string | null>): RawBuilder<string | null> {
  return sql`case when coalesce(e.coarse, 0) & ${sql.lit(coarseBits[bit])} = 0 then ${of} end`;
}

function orOther(bit: keyof typeof coarseBits, of: RawBuilder<string | null>): RawBuilder<string | null> {
  return sql`case when coalesce(e.coarse, 0) & ${sql.lit(coarseBits[bit])} = 0 then ${of} else ${sql.lit(otherLabel)} end`;
}

/** The label of a click, as breakdowns show it. */
export function labelOfEvent(dimension: Dimension): RawBuilder<string> {
  return sql`coalesce(${dimensionColumns[dimension].ofEvent}, ${sql.lit(restLabels[dimension])})`;
}

/** Every form in which an answer shows the value of a click: the label, and what a single click has, which may be nothing. */
export function shownForms(dimension: Dimension): RawBuilder<string | null>[] {
  const { shown } = dimensionColumns[dimension];
  return [labelOfEvent(dimension), ...(shown ? [shown] : [])];
}
