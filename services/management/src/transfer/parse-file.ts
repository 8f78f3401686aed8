import { setImmediate } from "node:timers/promises";
import { findDateOrder, type ImportQuery, importTimeFields } from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import { toColumns } from "./csv-columns.ts";
import { decodeFile } from "./decode-file.ts";
import { type CsvRow, readCsv } from "./read-csv.ts";
import { type ImportRow, toImportRow } from "./to-import-row.ts";

/** Rows handled before yielding to other requests. */
export const rowsPerTurn = 200;

export interface ImportFile {
  bytes: Buffer;
  /** From the Content-Type header. */
  charset: string | undefined;
}

export interface ParsedFile {
  encoding: string;
  skippedColumns: readonly string[];
  rows: readonly { line: number; row: ImportRow | Problem }[];
}

/**
 * Does not validate the values of the rows.
 *
 * @throws Problem "validation-failed" or "unsupported-media-type" if the file as a whole is not valid
 */
export async function parseFile(
  { bytes, charset }: ImportFile,
  { unknown_columns, date_order }: Pick<ImportQuery, "unknown_columns" | "date_order">,
  signal?: AbortSignal,
): Promise<ParsedFile> {
  const { utf8, encoding } = decodeFile(bytes, charset);
  const reader = readCsv(utf8, signal);
  const header = await reader.next();
  if (header.done) throw fieldProblem("", "must have a header and at least one row");
  const columns = toColumns(header.value.cells, unknown_columns);
  const records: CsvRow[] = [];
  for await (const record of reader) records.push(record);
  const times = importTimeFields.map(field => columns.fields.indexOf(field)).filter(i => i >= 0);
  const order = date_order ?? findDateOrder(toTexts(records, times));
  const rows: ParsedFile["rows"][number][] = [];
  for (const [i, record] of records.entries()) {
    if (i % rowsPerTurn === 0) await setImmediate();
    rows.push({ line: record.line, row: toImportRow(record, columns, order === "unclear" ? undefined : order) });
  }
  return { encoding, skippedColumns: columns.skipped, rows };
}

function* toTexts(rows: readonly CsvRow[], columns: readonly number[]): Generator<string> {
  for (const { cells } of rows) for (const column of columns) yield cells[column] ?? "";
}
