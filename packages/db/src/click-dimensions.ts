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

/** The type fails for a column that `click_events` does not have. */
const table: Readonly<Record<Dimension, DimensionEntry<ClickEventColumn>>> = dimensionTable;

/** A dimension that has rows in `link_daily_dimension`. */
export interface CountedDimension extends Required<Counting<ClickEventColumn>> {
  name: Dimension;
  column: ClickEventColumn;
  restValue: string | undefined;
}

/** In the order of `link_daily.named_values`. */
export const countedDimensions: readonly CountedDimension[] = dimensions
  .flatMap(name => {
    const { column, restValue, counts } = table[name];
    return typeof counts === "string" ? [] : [{ name, column, restValue, detail: [], limits: [], ...counts }];
  })
  .sort((a, b) => a.slot - b.slot);

/** The limit of each column that has one: a click with its bit in `coarse` counts as if the column held `as`. */
export const limitsByColumn: ReadonlyMap<ClickEventColumn, Limit<ClickEventColumn>> = new Map(
  countedDimensions.flatMap(({ limits }) => limits.map(limit => [limit.column, limit] as const)),
);

/** The value under which a row `e` of `click_events` is counted, in SQL; null or empty where it has none. */
export function countedValue({ column, restValue }: CountedDimension): RawBuilder<string | null> {
  const value = asCounted(column);
  return restValue === undefined ? value : sql`nullif(${value}, ${sql.lit(restValue)})`;
}

/** The detail under which a row `e` of `click_events` is counted, in SQL; null where it has none, as a coarser value has. */
export function countedDetail({ column, detail }: CountedDimension): RawBuilder<string | null> {
  if (detail.length === 0) return sql`null`;
  const text = sql<string | null>`nullif(concat_ws(', ', ${sql.join(detail.map(asCounted))}), '')`;
  const limit = limitsByColumn.get(column);
  return limit ? unlessCoarse(limit, text, null) : text;
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

/** Older versions wrote destinations whole, however long they were. */
function storedValue(column: ClickEventColumn): RawBuilder<string | null> {
  const value = sql.ref<string | null>(`e.${column}`);
  return column === "destination" ? sql`nullif(left(${value}, ${sql.lit(maxDimensionValue)}), '')` : value;
}
