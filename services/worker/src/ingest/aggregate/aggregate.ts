import { countedDimensions } from "@shunt/db";
import { type DimensionReader, dimensionReaders } from "../dimension-readers.ts";
import type { StoredClick } from "../store/stored-click.ts";

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

/** Rows are sorted by key, so that workers lock them in the same order and cannot deadlock. */
export function aggregate(clicks: readonly StoredClick[], firstVisits: ReadonlySet<StoredClick>): Aggregates {
  const links = new Map<string, LinkSums>();
  for (const click of clicks) {
    const link = entryOf(links, click.linkId, newLinkSums);
    const at = click.at - (click.at % quarterMs);
    const day = entryOf(link.days, click.day, () => newDaySums(click));
    const quarter = entryOf(link.quarters, at, () => ({ linkId: click.linkId, at, ...noVisitors }));
    for (const sums of [day.row, quarter]) addVisit(sums, click, firstVisits.has(click));
    addDimensions(day.dimensions, click);
  }
  return toRows(links);
}

/** Sorted by link. */
export function toTotals(clicks: readonly StoredClick[]): TotalRow[] {
  const totals = new Map<string, TotalRow>();
  for (const click of clicks) {
    const { linkId, at } = click;
    const total = entryOf(totals, linkId, () => ({ linkId, clicks: 0, humanClicks: 0, lastClickedAt: at }));
    total.lastClickedAt = Math.max(total.lastClickedAt, at);
    addClick(total, click);
  }
  return valuesByKey(totals);
}

/** Sums of a link, nested in the order of the sorted rows. */
interface LinkSums {
  days: Map<string, DaySums>;
  quarters: Map<number, QuarterRow>;
}

interface DaySums {
  row: DayRow;
  /** Rows by value, one map for each of the `countedDimensions`. */
  dimensions: Map<string, DimensionRow>[];
}

const noVisitors: VisitorCounts = { clicks: 0, humanClicks: 0, uniqueVisitors: 0, scans: 0 };

function newLinkSums(): LinkSums {
  return { days: new Map(), quarters: new Map() };
}

function newDaySums({ linkId, day }: StoredClick): DaySums {
  return { row: { linkId, day, ...noVisitors }, dimensions: countedDimensions.map(() => new Map()) };
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
function addDimensions(rows: readonly Map<string, DimensionRow>[], click: StoredClick): void {
  for (let i = 0; i < dimensionReaders.length; i++) {
    const reader = dimensionReaders[i] as DimensionReader;
    const value = reader.value(click);
    if (value === null) continue;
    const detail = reader.detail(click);
    const key = detail === "" ? value : `${value}\0${detail}`;
    const rowsByKey = rows[i] as Map<string, DimensionRow>;
    // Not `entryOf`: this is the innermost loop, and a closure for each click and dimension is most of its garbage.
    let row = rowsByKey.get(key);
    if (row === undefined) {
      const { linkId, day } = click;
      row = { linkId, dimension: names[i] as string, day, value, detail, clicks: 0, humanClicks: 0 };
      rowsByKey.set(key, row);
    }
    addClick(row, click);
  }
}

const names = countedDimensions.map(({ name }) => name);
/** Indexes of the `countedDimensions`, sorted by name. */
const byName = [...names.keys()].sort((a, b) => ((names[a] ?? "") < (names[b] ?? "") ? -1 : 1));

function toRows(links: Map<string, LinkSums>): Aggregates {
  const rows: Aggregates = { days: [], quarters: [], dimensions: [] };
  for (const { days, quarters } of valuesByKey(links)) {
    for (const { row, dimensions } of valuesByKey(days)) {
      rows.days.push(row);
      for (const index of byName) rows.dimensions.push(...valuesByKey(dimensions[index] as Map<string, DimensionRow>));
    }
    rows.quarters.push(...valuesByKey(quarters));
  }
  return rows;
}

function entryOf<K, V>(entries: Map<K, V>, key: K, create: () => V): V {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const created = create();
  entries.set(key, created);
  return created;
}

function valuesByKey<V>(entries: Map<string, V> | Map<number, V>): V[] {
  const all = [...(entries as Map<string, V>)];
  return all.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
