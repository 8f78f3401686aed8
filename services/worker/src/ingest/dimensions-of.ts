import { type ClickEventColumn, type CountedDimension, countedDimensions, limitsByColumn } from "@shunt/db";
import { clickColumns } from "./click-columns.ts";
import type { StoredClick } from "./store/stored-click.ts";

/** Value and detail under which a click is counted. */
export type Counted = readonly [value: string | null, detail: string];

/**
 * Reads a click's value and detail of a dimension, like `countedValue` and `countedDetail` in SQL. A null or empty
 * value is not counted.
 */
export type ReadDimension = (click: StoredClick) => Counted;

/** One reader for each of the `countedDimensions`, in their order. */
export const dimensionReaders: readonly ReadDimension[] = countedDimensions.map(toReader);

/** Value and detail of a click in each of the `countedDimensions`, in their order. */
export function dimensionsOf(click: StoredClick): Counted[] {
  return dimensionReaders.map(read => read(click));
}

const none: Counted = [null, ""];

function toReader({ column, restValue, detail }: CountedDimension): ReadDimension {
  const readValue = asCounted(column);
  const toDetail = toDetailReader(detail.map(asCounted));
  const ownBit = limitsByColumn.get(column)?.bit ?? 0;
  return click => {
    const value = readValue(click);
    if (value === null || value === restValue) return none;
    // A coarser value has no detail.
    return [value, isCoarse(click, ownBit) ? "" : toDetail(click)];
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
