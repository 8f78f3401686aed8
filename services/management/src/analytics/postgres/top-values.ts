import type { Db } from "@shunt/db";
import QuickLRU from "quick-lru";
import { type Days, type RankedValue, topDimensions, topLimit } from "../click-reader.ts";
import { type DayRow, findValues, rankValues, type ValueRow } from "./summary-store.ts";

const maxCached = 500;
/** Links with more values are ranked in Postgres each time. */
const maxValues = 2_000;

/** The values with the most clicks per dimension, in descending order. */
export type FindTopValues = (
  tx: Db,
  linkId: string,
  dayRows: readonly DayRow[],
  days: Days,
) => Promise<readonly RankedValue[]>;

/**
 * Caches the values of the days before the last one until the `version` of one of them changes, so that busy links cost
 * no more to read than others. Call the result in the snapshot that read `dayRows`.
 */
export function createTopValues(): FindTopValues {
  /** `rows` is undefined above `maxValues`. */
  const cache = new QuickLRU<string, { version: string; rows: readonly ValueRow[] | undefined }>({
    maxSize: maxCached,
  });

  async function findAll(tx: Db, linkId: string, days: Days): Promise<readonly ValueRow[] | undefined> {
    const rows = await findValues(tx, linkId, topDimensions, days, maxValues + 1);
    return rows.length > maxValues ? undefined : rows;
  }

  async function findFinished(tx: Db, linkId: string, dayRows: readonly DayRow[], { from, to }: Days) {
    const finished = dayRows.filter(({ day }) => day < to);
    const last = finished.at(-1);
    if (!last) return [];
    const key = `${linkId} ${from} ${to}`;
    const version = finished.map(({ day, version: written }) => `${day}:${written}`).join();
    const cached = cache.get(key);
    if (cached?.version === version) return cached.rows;
    const rows = await findAll(tx, linkId, { from, to: last.day });
    cache.set(key, { version, rows });
    return rows;
  }

  return async (tx, linkId, dayRows, days) => {
    const finished = await findFinished(tx, linkId, dayRows, days);
    const unfinished = finished && (await findAll(tx, linkId, { from: days.to, to: days.to }));
    if (!finished || !unfinished) return rankValues(tx, linkId, topDimensions, days, topLimit);
    return topDimensions.flatMap(dimension => rank(dimension, [...finished, ...unfinished]));
  };
}

function rank(dimension: string, rows: readonly ValueRow[]): RankedValue[] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (row.dimension === dimension) sums.set(row.value, (sums.get(row.value) ?? 0) + row.clicks);
  }
  const withValue = [...sums.values()].reduce((sum, clicks) => sum + clicks, 0);
  return [...sums]
    .map(([value, clicks]) => ({ dimension, value, clicks, withValue }))
    .sort((a, b) => b.clicks - a.clicks || (a.value < b.value ? -1 : 1))
    .slice(0, topLimit);
}
