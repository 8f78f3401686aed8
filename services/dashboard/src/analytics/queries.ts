import type { Dimension } from "@shunt/contracts/analytics";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { type ClickSearch, type Interval, listFilters } from "./click-filters.ts";

/** Selects links by id, tag, folder or domain; without a field all that the account may see. */
export interface ClickScope {
  /** Ids of links. */
  link?: string[];
  tag?: string[];
  folder?: string;
  domain?: string;
}

const timezone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const maxHourlyDays = 2;

/** The parameters that all questions about clicks share. Days are those of the visitor's time zone. */
export function toClicksQuery(scope: ClickScope, search: ClickSearch) {
  const { days, from, to, bots } = search;
  const filters = Object.groupBy(listFilters(search), ({ name }) => name);
  return {
    ...scope,
    timezone,
    ...(from === undefined ? { days: days ?? 30 } : { from, ...(to !== undefined && { to }) }),
    ...(bots && { include_bots: "true" as const }),
    ...Object.fromEntries(Object.entries(filters).map(([name, set]) => [name, set.map(({ value }) => value)])),
  };
}

/** Hours for a day or two, else days, unless the search says otherwise. */
export function toInterval({ interval, days = 30, from }: ClickSearch): Interval {
  return interval ?? (from === undefined && days <= maxHourlyDays ? "hour" : "day");
}

// Numbers of the present change by the minute; the old ones stay while new ones are on their way.
const numbers = { staleTime: 30_000, placeholderData: keepPreviousData };

export function seriesQuery(scope: ClickScope, search: ClickSearch) {
  const query = { ...toClicksQuery(scope, search), interval: toInterval(search) };
  return queryOptions({
    queryKey: ["clicks", "series", query],
    queryFn: ({ signal }) => api.getSeries({ query, signal }),
    ...numbers,
  });
}

export function breakdownQuery(scope: ClickScope, search: ClickSearch, dimension: Dimension, size: number) {
  const query = { ...toClicksQuery(scope, search), dimension, size };
  return queryOptions({
    queryKey: ["clicks", "breakdown", query],
    queryFn: ({ signal }) => api.getBreakdown({ query, signal }),
    ...numbers,
  });
}

export function heatMapQuery(scope: ClickScope, search: ClickSearch) {
  const query = toClicksQuery(scope, search);
  return queryOptions({
    queryKey: ["clicks", "heat-map", query],
    queryFn: ({ signal }) => api.getHeatMap({ query, signal }),
    ...numbers,
  });
}

export function topLinksQuery(scope: ClickScope, search: ClickSearch, size = 10) {
  const query = { ...toClicksQuery(scope, search), size };
  return queryOptions({
    queryKey: ["clicks", "links", query],
    queryFn: ({ signal }) => api.getTopLinks({ query, signal }),
    ...numbers,
  });
}

/** Single clicks, the latest first. */
export function eventsQuery(scope: ClickScope, search: ClickSearch) {
  const query = { ...toClicksQuery(scope, search), size: 50 };
  return infiniteQueryOptions({
    queryKey: ["clicks", "events", query],
    queryFn: ({ signal, pageParam }) =>
      api.listClickEvents({ query: { ...query, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    maxPages: 10,
    getPreviousPageParam: () => undefined,
  });
}
