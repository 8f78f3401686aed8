import { countedDimensions } from "@shunt/db";
import { clickColumns, type SharedPart } from "../click-columns.ts";
import { type DimensionReader, dimensionReaders } from "../dimension-readers.ts";
import type { StoredClick } from "../store/stored-click.ts";

/** A value under which clicks count. Equal values of one reader are the same object. */
export interface DimensionValue {
  dimension: string;
  value: string;
  detail: string;
}

/** Returns the values of a click in all dimensions, in lists. */
export type ReadValues = (click: StoredClick) => readonly (readonly DimensionValue[])[];

interface Dimension {
  name: string;
  reader: DimensionReader;
  known: Map<string, DimensionValue>;
}

/** Positions of the `countedDimensions` by the part of the click that they read, if all their columns are of one part. */
const positionsOf = Map.groupBy(countedDimensions.keys(), i => partOf(i));
const others = positionsOf.get(undefined) ?? [];

function partOf(i: number): SharedPart | undefined {
  const { column, detail = [] } = countedDimensions[i] ?? {};
  const parts = new Set([column, ...detail].map(name => name && clickColumns[name].part));
  return parts.size === 1 ? [...parts][0] : undefined;
}

/** Reads the values of a part once for all clicks that share it. Keep the reader no longer than the clicks. */
export function createValueReader(): ReadValues {
  const dimensions = countedDimensions.map(({ name }, i): Dimension => {
    return { name, reader: dimensionReaders[i] as DimensionReader, known: new Map() };
  });
  const readAt = (positions: readonly number[], click: StoredClick): DimensionValue[] => {
    const values: DimensionValue[] = [];
    for (const i of positions) {
      const value = toValue(dimensions[i] as Dimension, click);
      if (value !== undefined) values.push(value);
    }
    return values;
  };
  const all = dimensions.map((_, i) => i);
  const parts = [...positionsOf].flatMap(([part, positions]) => (part ? [{ part, positions, known: new Map() }] : []));
  return click => {
    // A coarser value belongs to the click, not to the part.
    if (click.coarse) return [readAt(all, click)];
    const lists: (readonly DimensionValue[])[] = [readAt(others, click)];
    for (const { part, positions, known } of parts) {
      const shared = click[part];
      let values: readonly DimensionValue[] | undefined = known.get(shared);
      if (values === undefined) {
        values = readAt(positions, click);
        known.set(shared, values);
      }
      lists.push(values);
    }
    return lists;
  };
}

function toValue({ name, reader, known }: Dimension, click: StoredClick): DimensionValue | undefined {
  const value = reader.value(click);
  if (value === null) return undefined;
  const detail = reader.detail(click);
  const key = detail === "" ? value : `${value}\0${detail}`;
  let found = known.get(key);
  if (found === undefined) {
    found = { dimension: name, value, detail };
    known.set(key, found);
  }
  return found;
}
