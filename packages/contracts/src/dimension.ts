/**
 * What clicks can be broken down and filtered by, and what a click is called that has no value there. A version stands with
 * the name it belongs to, a region with its country, a city with both.
 */
export const restLabels = {
  country: "Unknown",
  region: "Unknown",
  city: "Unknown",
  browser: "Unknown",
  browser_version: "Unknown",
  os: "Unknown",
  os_version: "Unknown",
  device: "Unknown",
  referrer: "Direct",
  language: "Unknown",
  source: "link",
  destination: "Unknown",
  class: "human",
  utm_source: "None",
  utm_medium: "None",
  utm_campaign: "None",
  utm_term: "None",
  utm_content: "None",
} as const;

export type Dimension = keyof typeof restLabels;
export const dimensions = Object.keys(restLabels) as [Dimension, ...Dimension[]];

/** Longest value of a dimension in the aggregates, in characters: an index entry of Postgres has 2,704 bytes at most. */
export const maxDimensionValue = 500;

/** What a value is called that came when its link and day had as many as are told apart. */
export const otherLabel = "(other)";

/**
 * What of a click is counted under a coarser value, as bits of `click_events.coarse`: without its detail, as `otherLabel`, or
 * (of a place) as unknown. The click itself keeps its values. Append only.
 */
export const coarseBits = {
  region: 1 << 0,
  city: 1 << 1,
  browser_version: 1 << 2,
  browser: 1 << 3,
  os_version: 1 << 4,
  os: 1 << 5,
  referrer: 1 << 6,
  language: 1 << 7,
  destination: 1 << 8,
  class_reason: 1 << 9,
  utm_source: 1 << 10,
  utm_medium: 1 << 11,
  utm_campaign: 1 << 12,
  utm_term: 1 << 13,
  utm_content: 1 << 14,
} as const;
