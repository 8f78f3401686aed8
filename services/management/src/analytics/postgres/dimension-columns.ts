import { type Dimension, type DimensionEntry, dimensionTable } from "@shunt/contracts/analytics";
import { type CountedDimension, countedDetail, countedDimensions, countedValue } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";

/** Both labels have the same text for the same click, and are null for a click without a value. */
interface DimensionColumns {
  /** Label of a `ClickRow` `e`. */
  ofEvent: RawBuilder<string | null>;
  /** Name in `selectDimensionCounts`. */
  aggregate: string;
  /** Label of a row `d` of `selectDimensionCounts`. */
  ofAggregate: RawBuilder<string>;
}

const counted = new Map<string, CountedDimension>(countedDimensions.map(dimension => [dimension.name, dimension]));
const entries = Object.entries<DimensionEntry>(dimensionTable) as [Dimension, DimensionEntry][];

export const dimensionColumns = Object.fromEntries(
  entries.map(([name, entry]) => [name, toColumns(name, entry)]),
) as Readonly<Record<Dimension, DimensionColumns>>;

function toColumns(name: Dimension, { counts, separator }: DimensionEntry): DimensionColumns {
  const aggregate = typeof counts === "string" ? counts : name;
  const dimension = counted.get(aggregate) as CountedDimension;
  const value = countedValue(dimension);
  if (separator === undefined) return { ofEvent: value, aggregate, ofAggregate: sql`d.value` };
  return {
    ofEvent: sql`case when ${value} is not null then concat_ws(${sql.lit(separator)}, ${value}, ${countedDetail(dimension)}) end`,
    aggregate,
    ofAggregate: sql`concat_ws(${sql.lit(separator)}, d.value, nullif(d.detail, ''))`,
  };
}

/** As the API shows it. For a long destination, a `ClickRow` has only the beginning. */
export function fieldOfEvent(dimension: Dimension): RawBuilder<string | null> {
  const column = sql.ref<string | null>(`e.${dimensionTable[dimension].column}`);
  if (dimension !== "destination") return column;
  return sql`coalesce((
    select url from link_destinations as long where long.link_id = e.link_id and long.hash = e.destination_hash
  ), ${column})`;
}

/** As in breakdowns. */
export function labelOfEvent(dimension: Dimension): RawBuilder<string> {
  return sql`coalesce(${dimensionColumns[dimension].ofEvent}, ${sql.lit(dimensionTable[dimension].restLabel)})`;
}

/** The forms in which responses show a value: the label, and the field of the click where it can differ. */
export function shownForms(dimension: Dimension): RawBuilder<string | null>[] {
  const { separator, counts }: DimensionEntry = dimensionTable[dimension];
  const mayDiffer = separator !== undefined || (typeof counts !== "string" && counts.limits !== undefined);
  return [labelOfEvent(dimension), ...(mayDiffer ? [fieldOfEvent(dimension)] : [])];
}
