import { type ImportField, importFields, isKnownColumn, matchImportColumns } from "@shunt/contracts/links";
import type { LinkFile } from "../file/read-file.ts";

/** The field of each column; undefined for one that is left out. */
export type Mapping = readonly (ImportField | undefined)[];

/**
 * The fields of columns with known names, or else with the names that the page shows.
 *
 * @param toName name of a field in the language of the page
 */
export function guessMapping({ header }: Pick<LinkFile, "header">, toName: (field: ImportField) => string): Mapping {
  const taken = new Set<ImportField>();
  const shown = new Map(importFields.map(field => [toName(field).toLowerCase(), field]));
  return matchImportColumns(header).map((known, i) => {
    const name = header[i] ?? "";
    const chosen = known ?? (isKnownColumn(name) ? undefined : shown.get(name.toLowerCase()));
    if (chosen === undefined || taken.has(chosen)) return undefined;
    taken.add(chosen);
    return chosen;
  });
}

/** A field that two columns have. */
export function findDuplicate(mapping: Mapping): ImportField | undefined {
  return mapping.find((field, i) => field !== undefined && mapping.indexOf(field) !== i);
}
