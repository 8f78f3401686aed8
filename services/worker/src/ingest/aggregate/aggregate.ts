import type { StoredClick } from "../store/stored-click.ts";
import { createValueReader, type DimensionValue, type ReadValues } from "./dimension-values.ts";

export interface Counts {
  clicks: number;
  humanClicks: number;
}

export interface VisitorCounts extends Counts {
  uniqueVisitors: number;
  scans: number;
}

export interface TotalRow extends Counts {
  linkId: string;
  /** Milliseconds since the epoch. */
  lastClickedAt: number;
}

export interface DayRow extends VisitorCounts {
  linkId: string;
  day: string;
}

export interface QuarterRow extends VisitorCounts {
  linkId: string;
  /** Start of the quarter of an hour (ms since the epoch). */
  at: number;
}

export interface DimensionRow extends Counts {
  linkId: string;
  dimension: string;
  day: string;
  value: string;
  detail: string;
}

export interface Aggregates {
  days: DayRow[];
  quarters: QuarterRow[];
  dimensions: DimensionRow[];
}

const quarterMs = 15 * 60_000;

/**
 * Rows are sorted by key, so that workers lock them in the same order and cannot deadlock. Rows of dimensions are sorted
 * by link and day only, as a link's lock protects them.
 */
export function aggregate(clicks: readonly StoredClick[], firstVisits: ReadonlySet<StoredClick>): Aggregates {
  const links = new Map<string, LinkSums>();
  const readValues = createValueReader();
  for (const click of clicks) {
    const { linkId, at } = click;
    let link = links.get(linkId);
    if (link === undefined) {
      link = { days: [], quarters: [] };
      links.set(linkId, link);
    }
    const isFirstVisit = firstVisits.has(click);
    const day = dayOf(link, click);
    addVisit(day.row, click, isFirstVisit);
    addVisit(quarterOf(link, linkId, at - (at % quarterMs)), click, isFirstVisit);
    addValues(day, click, readValues);
  }
  return toRows(links);
}

/** Sorted by link. */
export function toTotals(clicks: readonly StoredClick[]): TotalRow[] {
  const totals = new Map<string, TotalRow>();
  for (const click of clicks) {
    const { linkId, at } = click;
    let total = totals.get(linkId);
    if (total === undefined) {
      total = { linkId, clicks: 0, humanClicks: 0, lastClickedAt: at };
      totals.set(linkId, total);
    }
    if (at > total.lastClickedAt) total.lastClickedAt = at;
    addClick(total, click);
  }
  return valuesByKey(totals);
}

/** A link has few days and quarters of an hour in one call, so lists are searched faster than maps. */
interface LinkSums {
  days: DaySums[];
  quarters: QuarterRow[];
}

interface DaySums {
  row: DayRow;
  values: Map<DimensionValue, DimensionRow>;
}

function dayOf({ days }: LinkSums, { linkId, day }: StoredClick): DaySums {
  for (const sums of days) if (sums.row.day === day) return sums;
  const row = { linkId, day, clicks: 0, humanClicks: 0, uniqueVisitors: 0, scans: 0 };
  const sums = { row, values: new Map<DimensionValue, DimensionRow>() };
  days.push(sums);
  return sums;
}

function quarterOf({ quarters }: LinkSums, linkId: string, at: number): QuarterRow {
  // The latest is the likeliest.
  for (let i = quarters.length - 1; i >= 0; i--) if (quarters[i]?.at === at) return quarters[i] as QuarterRow;
  const row = { linkId, at, clicks: 0, humanClicks: 0, uniqueVisitors: 0, scans: 0 };
  quarters.push(row);
  return row;
}

function addClick(sums: Counts, click: StoredClick): void {
  sums.clicks += 1;
  if (click.class === "human") sums.humanClicks += 1;
}

function addVisit(sums: VisitorCounts, click: StoredClick, isFirstVisit: boolean): void {
  addClick(sums, click);
  if (isFirstVisit) sums.uniqueVisitors += 1;
  if (click.class === "human" && click.source === "qr") sums.scans += 1;
}

/** Unknown values get no row, so the rows of a day may add up to fewer than its clicks. */
function addValues({ row: { linkId, day }, values: rows }: DaySums, click: StoredClick, readValues: ReadValues): void {
  for (const values of readValues(click)) {
    for (const known of values) {
      let row = rows.get(known);
      if (row === undefined) {
        const { dimension, value, detail } = known;
        row = { linkId, dimension, day, value, detail, clicks: 0, humanClicks: 0 };
        rows.set(known, row);
      }
      addClick(row, click);
    }
  }
}

function toRows(links: Map<string, LinkSums>): Aggregates {
  const rows: Aggregates = { days: [], quarters: [], dimensions: [] };
  for (const { days, quarters } of valuesByKey(links)) {
    for (const { row, values } of days.sort((a, b) => (a.row.day < b.row.day ? -1 : 1))) {
      rows.days.push(row);
      for (const dimension of values.values()) rows.dimensions.push(dimension);
    }
    for (const quarter of quarters.sort((a, b) => a.at - b.at)) rows.quarters.push(quarter);
  }
  return rows;
}

function valuesByKey<V>(entries: Map<string, V>): V[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
