import type { StoredClick } from "./stored-click.ts";

export interface TotalRow {
  linkId: string;
  clicks: number;
  humanClicks: number;
  lastClickedAt: Date;
}

export interface DayRow {
  linkId: string;
  day: string;
  clicks: number;
  humanClicks: number;
}

export interface DimensionRow {
  linkId: string;
  day: string;
  dimension: string;
  value: string;
  humanClicks: number;
}

/** What a dimension is called in the aggregates, and how a click falls into it. */
const dimensions: Record<string, (click: StoredClick) => string> = {
  country: click => click.country ?? "Unknown",
  browser: click => click.browser ?? "Unknown",
  os: click => click.os ?? "Unknown",
  device: click => click.device,
  referrer: click => click.referrerHost ?? "Direct",
};

/**
 * Sums up a batch. Rows come sorted by their key, so that two workers that write the same rows take their locks in the
 * same order and cannot block each other for ever.
 */
export function aggregate(clicks: readonly StoredClick[]) {
  const totals = new Map<string, TotalRow>();
  const days = new Map<string, DayRow>();
  const dimensionRows = new Map<string, DimensionRow>();
  for (const click of clicks) {
    const { linkId, day } = click;
    const human = click.class === "human" ? 1 : 0;
    addTotal(totals, click, human);
    const dayRow = rowOf(days, `${linkId} ${day}`, { linkId, day, clicks: 0, humanClicks: 0 });
    dayRow.clicks += 1;
    dayRow.humanClicks += human;
    if (!human) continue;
    for (const [dimension, read] of Object.entries(dimensions)) {
      const value = read(click);
      const key = `${linkId} ${day} ${dimension} ${value}`;
      rowOf(dimensionRows, key, { linkId, day, dimension, value, humanClicks: 0 }).humanClicks += 1;
    }
  }
  return { totals: sorted(totals), days: sorted(days), dimensions: sorted(dimensionRows) };
}

function addTotal(totals: Map<string, TotalRow>, { linkId, clickedAt }: StoredClick, human: number): void {
  const total = rowOf(totals, linkId, { linkId, clicks: 0, humanClicks: 0, lastClickedAt: clickedAt });
  total.clicks += 1;
  total.humanClicks += human;
  if (clickedAt > total.lastClickedAt) total.lastClickedAt = clickedAt;
}

/** The row under a key, which begins as `first`. */
function rowOf<T>(rows: Map<string, T>, key: string, first: T): T {
  const row = rows.get(key) ?? first;
  rows.set(key, row);
  return row;
}

function sorted<T>(rows: Map<string, T>): T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
