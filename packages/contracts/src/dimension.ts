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
