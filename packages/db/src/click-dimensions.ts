import {
  type Counting,
  type Dimension,
  type DimensionEntry,
  dimensions,
  dimensionTable,
  type Limit,
  maxDimensionValue,
} from "@shunt/contracts/analytics";
import { type RawBuilder, sql } from "kysely";
import type { ClickEventsTable } from "./analytics-tables.ts";

export type ClickEventColumn = keyof ClickEventsTable;

/** The type rejects columns that `click_events` does not have. */
const table: Readonly<Record<Dimension, DimensionEntry<ClickEventColumn>>> = dimensionTable;

/** A dimension that has rows in `link_daily_dimension`. */
export interface CountedDimension extends Required<Counting<ClickEventColumn>> {
  name: Dimension;
  column: ClickEventColumn;
  restValue: string | undefined;
}

/** Sorted like `link_daily.named_values`. */
export const countedDimensions: readonly CountedDimension[] = dimensions
  .flatMap(name => {
    const { column, restValue, counts } = table[name];
    return typeof counts === "string" ? [] : [{ name, column, restValue, detail: [], limits: [], ...counts }];
  })
  .sort((a, b) => a.slot - b.slot);

/** Limits by column: a click with the column's bit in `coarse` counts as if the column held `as`. */
export const limitsByColumn: ReadonlyMap<ClickEventColumn, Limit<ClickEventColumn>> = new Map(
  countedDimensions.flatMap(({ limits }) => limits.map(limit => [limit.column, limit] as const)),
);

/** SQL for the value under which a row `e` of `click_events` counts; null or empty without one. */
export function countedValue({ column, restValue }: CountedDimension): RawBuilder<string | null> {
  const value = asCounted(column);
  return restValue === undefined ? value : sql`nullif(${value}, ${sql.lit(restValue)})`;
}

/** SQL for the detail under which a row `e` of `click_events` counts; null without one, as for coarser values. */
export function countedDetail({ column, detail }: CountedDimension): RawBuilder<string | null> {
  if (detail.length === 0) return sql`null`;
  const text = sql<string | null>`nullif(${detail.map(asCounted).reduce(joinKnown)}, '')`;
  const limit = limitsByColumn.get(column);
  return limit ? unlessCoarse(limit, text, null) : text;
}

/** Like `concat_ws`, but immutable, which Citus requires. */
function joinKnown(first: RawBuilder<string | null>, second: RawBuilder<string | null>): RawBuilder<string | null> {
  return sql`coalesce(${first} || ', ' || ${second}, ${first}, ${second})`;
}

function asCounted(column: ClickEventColumn): RawBuilder<string | null> {
  const limit = limitsByColumn.get(column);
  return limit ? unlessCoarse(limit, storedValue(column), limit.as) : storedValue(column);
}

function unlessCoarse({ bit }: Limit, value: RawBuilder<string | null>, coarse: string | null) {
  return sql<
    string | null
  >`case when coalesce(e.coarse, 0) & ${sql.lit(bit)} = 0 then ${value} else ${sql.lit(coarse)} end`;
}

/** Older versions stored destinations of any length. */
function storedValue(column: ClickEventColumn): RawBuilder<string | null> {
  const value = sql.ref<string | null>(`e.${column}`);
  return column === "destination" ? sql`nullif(left(${value}, ${sql.lit(maxDimensionValue)}), '')` : value;
}
