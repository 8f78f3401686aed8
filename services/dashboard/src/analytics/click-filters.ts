import type { Dimension, Interval } from "@shunt/contracts/analytics";
import { listAll } from "../api/list-all.ts";
import { oneOf, toDay, toText, toTexts, withoutEmpty } from "../app/read-search.ts";

/** Filters and period of the pages about clicks. The address has them, so that it can be shared and survives a reload. */
export interface ClickSearch extends ClickFilters {
  /** Days until today; 30 without a period. */
  days?: number;
  /** First and last day, in place of `days`. */
  from?: string;
  to?: string;
  interval?: Interval;
  /** Also count bots and previews. */
  bots?: true;
  /** Only links with this tag, or in this folder, on the page about all links. */
  tag?: string[];
  folder?: string;
  /** The list of clicks that is open. */
  list?: "events" | "live";
}

export type ClickFilters = { [D in Dimension | `${Dimension}_not`]?: string[] };

/** Dimensions in the groups that pages show; the type makes the list complete. */
const groupOf: Record<Dimension, DimensionGroup> = {
  country: "places",
  region: "places",
  city: "places",
  language: "places",
  device: "devices",
  browser: "devices",
  browser_version: "devices",
  os: "devices",
  os_version: "devices",
  referrer: "sources",
  source: "sources",
  class: "sources",
  utm_source: "campaigns",
  utm_medium: "campaigns",
  utm_campaign: "campaigns",
  utm_term: "campaigns",
  utm_content: "campaigns",
  destination: "decisions",
  rule: "decisions",
  variant: "decisions",
};

export const dimensionGroups = ["sources", "places", "devices", "campaigns", "decisions"] as const;
export type DimensionGroup = (typeof dimensionGroups)[number];
export const dimensions = Object.keys(groupOf) as Dimension[];
const filterNames = dimensions.flatMap(each => [each, `${each}_not`] as const);

export function listDimensions(group: DimensionGroup): Dimension[] {
  return dimensions.filter(each => groupOf[each] === group);
}

/** As many as the API reads. */
const maxTags = 20;
const intervals = listAll<Interval>({ hour: true, day: true, week: true, month: true });

/** Reads the search parameters of an address; drops what does not fit. */
export function readClickSearch(search: Record<string, unknown>): ClickSearch {
  const days = Number(search.days);
  const filters = filterNames.flatMap(name => {
    const values = [search[name] ?? []].flat().map(String);
    return values.length > 0 ? [[name, values]] : [];
  });
  const [from, to] = [toDay(search.from), toDay(search.to)];
  return withoutEmpty({
    days: Number.isInteger(days) && days >= 1 && days <= 365 ? days : undefined,
    from,
    to: from && to,
    interval: oneOf(intervals, search.interval),
    bots: search.bots === true ? search.bots : undefined,
    tag: toTexts(search.tag, maxTags),
    folder: toText(search.folder),
    list: oneOf(["events", "live"], search.list),
    ...Object.fromEntries(filters),
  });
}

/** The filters of a search, one entry for each value. */
export function listFilters(search: ClickFilters) {
  return filterNames.flatMap(name =>
    (search[name] ?? []).map(value => ({
      name,
      dimension: name.replace(/_not$/, "") as Dimension,
      isExcluded: name.endsWith("_not"),
      value,
    })),
  );
}

/** Adds a value to a filter, or removes it where it is set. */
export function toggleFilter(search: ClickSearch, name: keyof ClickFilters, value: string): ClickSearch {
  const before = search[name] ?? [];
  const after = before.includes(value) ? before.filter(each => each !== value) : [...before, value];
  const { [name]: _old, ...rest } = search;
  return after.length > 0 ? { ...rest, [name]: after } : rest;
}

/** The dimension narrowed to one value. */
export function onlyValue(search: ClickSearch, dimension: Dimension, value: string): ClickSearch {
  const { [dimension]: _in, [`${dimension}_not` as const]: _out, ...rest } = search;
  return { ...rest, [dimension]: [value] };
}

/** Leaves the clicks with a value out. */
export function excludeValue(search: ClickSearch, dimension: Dimension, value: string): ClickSearch {
  const kept = search[dimension]?.includes(value) ? toggleFilter(search, dimension, value) : search;
  const name = `${dimension}_not` as const;
  return kept[name]?.includes(value) ? kept : toggleFilter(kept, name, value);
}

/** A search without its filters; the period stays. */
export function clearFilters(search: ClickSearch): ClickSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([name]) => !(filterNames as readonly string[]).includes(name)),
  );
}
