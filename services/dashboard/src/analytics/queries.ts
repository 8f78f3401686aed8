import type { Dimension } from "@shunt/contracts/analytics";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { getTimeZone } from "../messages/time-zone.ts";
import { type ClickFilters, type ClickSearch, listFilters } from "./click-filters.ts";
import { inTurn } from "./in-turn.ts";
import { toInterval } from "./period.ts";

/** Selects links by id, tag, folder or domain; without a field all that the account may see. */
export interface ClickScope {
  /** Ids of links. */
  link?: string[];
  tag?: string[];
  folder?: string;
  domain?: string;
  /** Secret of a shared report, which has its own links, filters and period. */
  shared?: string;
}

/** The parameters that all questions about clicks share. Days are those of the visitor's time zone. */
export function toClicksQuery(scope: ClickScope, search: ClickSearch) {
  const { bots } = search;
  return { ...scope, ...toPeriodQuery(search), ...(bots && { include_bots: "true" as const }), ...toFilters(search) };
}

export function toPeriodQuery({ days, from, to }: ClickSearch) {
  return {
    timezone: getTimeZone(),
    ...(from === undefined ? { days: days ?? 30 } : { from, ...(to !== undefined && { to }) }),
  };
}

export function toFilters(search: ClickFilters): ClickFilters {
  const filters = Object.groupBy(listFilters(search), ({ name }) => name);
  return Object.fromEntries(Object.entries(filters).map(([name, set]) => [name, set.map(({ value }) => value)]));
}

/** As many as the API lists on a page. */
const labelsSize = 500;
const labelsStaleMs = 60_000;

/** Tags and folders that a report can be about. */
export const reportLabelQueries = {
  tags: queryOptions({
    queryKey: ["tags", "of-reports"],
    queryFn: ({ signal }) => api.listTags({ query: { size: labelsSize }, signal }),
    staleTime: labelsStaleMs,
  }),
  folders: queryOptions({
    queryKey: ["folders", "of-reports"],
    queryFn: ({ signal }) => api.listFolders({ query: { size: labelsSize }, signal }),
    staleTime: labelsStaleMs,
  }),
};

/** Folders or tags in a report. */
const maxLabels = 10;

// Numbers of the present change by the minute; the old ones stay while new ones are on their way.
const numbers = { staleTime: 30_000, placeholderData: keepPreviousData };

export function seriesQuery(scope: ClickScope, search: ClickSearch) {
  const { shared, ...query } = { ...toClicksQuery(scope, search), interval: toInterval(search) };
  return queryOptions({
    queryKey: ["clicks", "series", shared, query],
    queryFn: ({ signal }) =>
      inTurn(signal, () =>
        shared === undefined
          ? api.getSeries({ query, signal })
          : api.getSharedSeries({ params: { token: shared }, query: { interval: query.interval }, signal }),
      ),
    ...numbers,
  });
}

export function breakdownQuery(scope: ClickScope, search: ClickSearch, dimension: Dimension, size: number) {
  // Without the values that are chosen of the dimension itself, so that others can be added.
  const { [dimension]: _chosen, ...others } = search;
  const { shared, ...query } = { ...toClicksQuery(scope, others), dimension, size };
  return queryOptions({
    queryKey: ["clicks", "breakdown", shared, query],
    queryFn: ({ signal }) =>
      inTurn(signal, () =>
        shared === undefined
          ? api.getBreakdown({ query, signal })
          : api.getSharedBreakdown({ params: { token: shared }, query: { dimension, size }, signal }),
      ),
    ...numbers,
  });
}

/** Of all links, so that other labels can be chosen. */
export function labelBreakdownQuery(search: ClickSearch, kind: "folder" | "tag") {
  const query = { ...toClicksQuery({}, search), dimension: kind, size: maxLabels };
  return queryOptions({
    queryKey: ["clicks", "breakdown", "labels", query],
    queryFn: ({ signal }) => inTurn(signal, () => api.getBreakdown({ query, signal })),
    ...numbers,
  });
}

export function heatMapQuery(scope: ClickScope, search: ClickSearch) {
  const { shared, ...query } = toClicksQuery(scope, search);
  return queryOptions({
    queryKey: ["clicks", "heat-map", shared, query],
    queryFn: ({ signal }) =>
      inTurn(signal, () =>
        shared === undefined
          ? api.getHeatMap({ query, signal })
          : api.getSharedHeatMap({ params: { token: shared }, signal }),
      ),
    ...numbers,
  });
}

export function topLinksQuery(scope: ClickScope, search: ClickSearch, size = 10) {
  const { shared: _shared, ...query } = { ...toClicksQuery(scope, search), size };
  return queryOptions({
    queryKey: ["clicks", "links", query],
    queryFn: ({ signal }) => inTurn(signal, () => api.getTopLinks({ query, signal })),
    ...numbers,
  });
}

/** The series of several links, each of its own. */
export function compareQuery(link: readonly string[], search: ClickSearch) {
  const { shared: _shared, ...query } = toClicksQuery({}, search);
  const asked = { ...query, link: [...link], interval: toInterval(search) };
  return queryOptions({
    queryKey: ["clicks", "compare", asked],
    queryFn: ({ signal }) => inTurn(signal, () => api.compareLinks({ query: asked, signal })),
    ...numbers,
  });
}

/** Single clicks, the latest first. */
export function eventsQuery(scope: ClickScope, search: ClickSearch) {
  const { shared: _shared, ...query } = { ...toClicksQuery(scope, search), size: 25 };
  return infiniteQueryOptions({
    queryKey: ["clicks", "events", query],
    queryFn: ({ signal, pageParam }) =>
      inTurn(signal, () =>
        api.listClickEvents({ query: { ...query, ...(pageParam && { cursor: pageParam }) }, signal }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ next_cursor }) => next_cursor,
    maxPages: 10,
    getPreviousPageParam: () => undefined,
  });
}
