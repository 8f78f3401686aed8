import type { ClickEventColumn } from "@shunt/db";
import { clickColumns, type ReadColumn, type SharedPart } from "../click-columns.ts";
import type { StoredClick } from "./stored-click.ts";

/** Formats fields of a click as text. */
export type WriteFields = (click: StoredClick, isFirstVisit: boolean) => string;

/** Columns in the order in which `createFieldWriter` writes them: those of a shared part are together. */
export function groupByPart<Name extends ClickEventColumn>(columns: readonly Name[]): Name[] {
  return [...Map.groupBy(columns, column => clickColumns[column].part).values()].flat();
}

/** Returns a function that joins the formatted values of columns. Formats a part once for all its clicks. */
export function createFieldWriter(
  columns: readonly ClickEventColumn[],
  format: (value: ReturnType<ReadColumn>) => string,
): WriteFields {
  const groups = Map.groupBy(columns, column => clickColumns[column].part);
  const writers = [...groups].map(([part, names]) => {
    const readers = names.map(name => clickColumns[name]);
    const write: WriteFields = (click, isFirstVisit) => {
      let fields = "";
      for (const read of readers) fields += format(read(click, isFirstVisit));
      return fields;
    };
    return part === undefined ? write : remember(part, write);
  });
  const [only] = writers;
  if (only && writers.length === 1) return only;
  return (click, isFirstVisit) => {
    let fields = "";
    for (const write of writers) fields += write(click, isFirstVisit);
    return fields;
  };
}

function remember(part: SharedPart, write: WriteFields): WriteFields {
  const known = new WeakMap<object, string>();
  return (click, isFirstVisit) => {
    const found = known.get(click[part]);
    if (found !== undefined) return found;
    const fields = write(click, isFirstVisit);
    known.set(click[part], fields);
    return fields;
  };
}
