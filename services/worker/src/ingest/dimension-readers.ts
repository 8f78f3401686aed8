import { type ClickEventColumn, type CountedDimension, countedDimensions, limitsByColumn } from "@shunt/db";
import { clickColumns } from "./click-columns.ts";
import type { StoredClick } from "./store/stored-click.ts";

/**
 * Reads how a click counts in a dimension, like `countedValue` and `countedDetail` in SQL. Two functions, as returning
 * a pair for each click and dimension would create garbage.
 */
export interface DimensionReader {
  /** Null if the click does not count in the dimension. */
  value(click: StoredClick): string | null;
  /** Empty if there is no detail. Only for clicks with a value. */
  detail(click: StoredClick): string;
}

/** In the order of the `countedDimensions`. */
export const dimensionReaders: readonly DimensionReader[] = countedDimensions.map(toReader);

function toReader({ column, restValue, detail }: CountedDimension): DimensionReader {
  const readValue = asCounted(column);
  const readDetail = toDetailReader(detail.map(asCounted));
  const ownBit = limitsByColumn.get(column)?.bit ?? 0;
  return {
    value(click) {
      const value = readValue(click);
      return value === "" || value === restValue ? null : value;
    },
    // A coarser value has no detail.
    detail: click => (isCoarse(click, ownBit) ? "" : readDetail(click)),
  };
}

/** Most dimensions have no detail or one part of it. */
function toDetailReader(parts: readonly ((click: StoredClick) => string | null)[]): (click: StoredClick) => string {
  const [first, ...others] = parts;
  if (first === undefined) return () => "";
  if (others.length === 0) return click => first(click) ?? "";
  return click =>
    parts
      .map(read => read(click))
      .filter(part => part !== null)
      .join(", ");
}

function asCounted(column: ClickEventColumn): (click: StoredClick) => string | null {
  const read = clickColumns[column] as (click: StoredClick) => string | null;
  const limit = limitsByColumn.get(column);
  if (limit === undefined) return read;
  const { bit, as } = limit;
  return click => (isCoarse(click, bit) ? as : read(click));
}

function isCoarse({ coarse }: StoredClick, bit: number): boolean {
  return coarse !== undefined && (coarse & bit) !== 0;
}
