import { type Dimension, type DimensionEntry, dimensionTable, maxDimensionValue } from "@shunt/contracts/analytics";
import { type ClickEventColumn, type CountedDimension, countedDimensions, limitsByColumn } from "@shunt/db";
import { ch, join, raw, type Statement } from "./statement.ts";

/** Both labels have the same text for the same click, and are empty for a click without a value. */
interface DimensionColumns {
  /** Label of a row `e` of `click_events`. */
  ofEvent: Statement;
  /** Name in `link_daily_dimension`. */
  aggregate: string;
  /** Label of a row `d` of `link_daily_dimension`. */
  ofAggregate: Statement;
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
  if (separator === undefined) return { ofEvent: value, aggregate, ofAggregate: raw("d.value") };
  return {
    ofEvent: ch`if(${value} = '', '', ${withDetail(value, countedDetail(dimension), separator)})`,
    aggregate,
    ofAggregate: withDetail(raw("d.value"), raw("d.detail"), separator),
  };
}

function withDetail(value: Statement, detail: Statement, separator: string): Statement {
  return ch`if(${detail} = '', ${value}, concat(${value}, ${text(separator)}, ${detail}))`;
}

/** The value under which a row `e` of `click_events` counts; empty without one. */
function countedValue({ column, restValue }: CountedDimension): Statement {
  const value = asCounted(column);
  return restValue === undefined ? value : ch`if(${value} = ${text(restValue)}, '', ${value})`;
}

/** The detail under which a row `e` of `click_events` counts; empty without one, as for coarser values. */
function countedDetail({ column, detail }: CountedDimension): Statement {
  const known = ch`arrayFilter(part -> part <> '', [${join(detail.map(asCounted), ", ")}])`;
  const limit = limitsByColumn.get(column);
  const joined = ch`arrayStringConcat(${known}, ', ')`;
  return limit ? unlessCoarse(limit.bit, joined, null) : joined;
}

function asCounted(column: ClickEventColumn): Statement {
  const limit = limitsByColumn.get(column);
  const value = ch`toString(${column === "destination" ? raw(`substringUTF8(e.destination, 1, ${maxDimensionValue})`) : field(column)})`;
  return limit ? unlessCoarse(limit.bit, value, limit.as) : value;
}

function unlessCoarse(bit: number, value: Statement, coarse: string | null): Statement {
  return ch`if(bitAnd(e.coarse, ${raw(String(bit))}) = 0, ${value}, ${text(coarse ?? "")})`;
}

/** As the API shows it. */
export function fieldOfEvent(dimension: Dimension): Statement {
  return field(dimensionTable[dimension].column);
}

function field(column: string): Statement {
  return raw(`e.${column}`);
}

/** As in breakdowns. */
export function labelOfEvent(dimension: Dimension): Statement {
  const { ofEvent } = dimensionColumns[dimension];
  return ch`if(${ofEvent} = '', ${text(dimensionTable[dimension].restLabel)}, ${ofEvent})`;
}

/** The forms in which responses show a value: the label, and the field of the click where it can differ. */
export function shownForms(dimension: Dimension): Statement[] {
  const { separator, counts }: DimensionEntry = dimensionTable[dimension];
  const mayDiffer = separator !== undefined || (typeof counts !== "string" && counts.limits !== undefined);
  return [labelOfEvent(dimension), ...(mayDiffer ? [fieldOfEvent(dimension)] : [])];
}

/** A text of ours, from the table of dimensions. */
function text(value: string): Statement {
  return raw(`'${value}'`);
}
