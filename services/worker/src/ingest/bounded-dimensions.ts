import { coarseBits, otherLabel } from "@shunt/contracts";
import type { Utm } from "../enrich/enrich-click.ts";
import { toDimensionValue } from "./dimension-value.ts";
import type { StoredClick } from "./stored-click.ts";

/** How a click falls into a dimension of the aggregates, and what it counts as where there is no place left. */
export interface AggregateDimension {
  name: string;
  /** The value, and what it is told apart by further; null where the click has none. */
  read: (click: StoredClick) => readonly [value: string | null, detail: string];
  /**
   * Rows of one link and UTC day up to which a value gets a row of its own; then those up to which the first coarser value
   * does. The last coarser value always gets one. Without any, nature has few values.
   */
  places: readonly number[];
  /** Bits that make the value coarser, the finest first. */
  coarser: readonly number[];
}

const bits = coarseBits;

/**
 * The dimensions of the aggregates. A stranger chooses most of what they hold: together, one link and UTC day have no more
 * than 2,000 rows.
 *
 * Append only: `link_daily.named_values` counts rows in this order.
 */
export const aggregateDimensions: readonly AggregateDimension[] = [
  { name: "country", read: ({ place }) => [place.country, ""], places: [], coarser: [] },
  {
    name: "region",
    read: click => [regionOf(click), click.place.country ?? ""],
    places: [150],
    coarser: [bits.region],
  },
  {
    name: "city",
    read: click => {
      const { city, country } = click.place;
      return city === null || has(click, bits.city) ? [null, ""] : [city, toDetail(regionOf(click), country)];
    },
    places: [180],
    coarser: [bits.city],
  },
  {
    name: "browser",
    read: click =>
      withVersion(click, click.agent.browser, click.agent.browserVersion, bits.browser, bits.browser_version),
    places: [230, 279],
    coarser: [bits.browser_version, bits.browser],
  },
  {
    name: "os",
    read: click => withVersion(click, click.agent.os, click.agent.osVersion, bits.os, bits.os_version),
    places: [70, 99],
    coarser: [bits.os_version, bits.os],
  },
  { name: "device", read: ({ agent }) => [agent.device, ""], places: [], coarser: [] },
  text("referrer", 200, click => click.referrerHost),
  text("language", 100, click => click.language),
  text("destination", 50, click => toDimensionValue(click.destination)),
  { name: "source", read: ({ source }) => [source === "qr" ? source : null, ""], places: [], coarser: [] },
  {
    name: "class",
    read: click => {
      if (click.class === "human") return [null, ""];
      return [click.class, has(click, bits.class_reason) ? "" : (click.classReason ?? "")];
    },
    places: [50],
    coarser: [bits.class_reason],
  },
  mark("source", 100),
  mark("medium", 60),
  mark("campaign", 120),
  mark("term", 120),
  mark("content", 120),
];

function text(
  name: "referrer" | "language" | "destination" | `utm_${keyof Utm}`,
  limit: number,
  toValue: (click: StoredClick) => string | null,
): AggregateDimension {
  return {
    name,
    read: click => [has(click, bits[name]) ? otherLabel : toValue(click), ""],
    places: [limit - 1],
    coarser: [bits[name]],
  };
}

function mark(name: keyof Utm, limit: number): AggregateDimension {
  return text(`utm_${name}`, limit, click => click.utm[name]);
}

function withVersion(
  click: StoredClick,
  name: string | null,
  version: string | null,
  nameBit: number,
  versionBit: number,
): [string | null, string] {
  if (name === null) return [null, ""];
  if (has(click, nameBit)) return [otherLabel, ""];
  return [name, has(click, versionBit) ? "" : (version ?? "")];
}

function regionOf(click: StoredClick): string | null {
  return has(click, bits.region) ? null : click.place.region;
}

function has({ coarse = 0 }: StoredClick, bit: number): boolean {
  return (coarse & bit) !== 0;
}

/** Parts of a place, the smaller first. */
function toDetail(...parts: (string | null)[]): string {
  return parts.filter(part => part !== null).join(", ");
}
