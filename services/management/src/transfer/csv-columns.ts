import { type ImportField, isKnownColumn, matchImportColumns } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";

export interface Columns {
  /** By position; undefined for a skipped column. */
  fields: readonly (ImportField | undefined)[];
  /** Positions without a name, whose cells must be empty. */
  unnamed: ReadonlySet<number>;
  /** Names as in the file. */
  skipped: readonly string[];
}

/**
 * Names match regardless of case and separators.
 *
 * @throws Problem "validation-failed" that names all unknown columns, or the columns for the same field
 */
export function toColumns(header: readonly string[], unknownColumns: "refuse" | "skip"): Columns {
  const chosen = matchImportColumns(header);
  const names = header.map(name => name.trim().slice(0, 50));
  const unknown = names.filter((name, i) => name !== "" && !chosen[i] && !isKnownColumn(name));
  if (unknown.length > 0 && unknownColumns === "refuse") {
    throw fieldProblem(
      "",
      `has unknown columns: ${unknown.join(", ")}. Rename or remove them, or skip them with ?unknown_columns=skip`,
    );
  }
  assertNoDuplicates(chosen, names);
  if (!chosen.includes("original_url"))
    throw fieldProblem(
      "",
      "must have a column original_url, or one with a common name for it such as long_url, url or destination",
    );
  return {
    fields: chosen,
    unnamed: new Set(names.flatMap((name, i) => (name === "" ? [i] : []))),
    skipped: names.filter((name, i) => name !== "" && !chosen[i]),
  };
}

function assertNoDuplicates(chosen: readonly (ImportField | undefined)[], names: readonly string[]): void {
  for (const field of new Set(chosen)) {
    if (field === undefined) continue;
    const same = names.filter((_, i) => chosen[i] === field);
    if (same.length > 1) throw fieldProblem("", `has more than one column for ${field}: ${same.join(", ")}`);
  }
}
