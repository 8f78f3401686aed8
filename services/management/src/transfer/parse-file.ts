import type { ImportQuery } from "@shunt/contracts/links";
import { fieldProblem, type Problem } from "@shunt/contracts/problem";
import { toColumns } from "./csv-columns.ts";
import { decodeFile } from "./decode-file.ts";
import { readCsv } from "./read-csv.ts";
import { type ImportRow, toImportRow } from "./to-import-row.ts";

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
  { unknown_columns }: Pick<ImportQuery, "unknown_columns">,
  signal?: AbortSignal,
): Promise<ParsedFile> {
  const { utf8, encoding } = decodeFile(bytes, charset);
  const records = readCsv(utf8, signal);
  const header = await records.next();
  if (header.done) throw fieldProblem("", "must have a header and at least one row");
  const columns = toColumns(header.value.cells, unknown_columns);
  const rows: ParsedFile["rows"][number][] = [];
  for await (const record of records) rows.push({ line: record.line, row: toImportRow(record, columns) });
  return { encoding, skippedColumns: columns.skipped, rows };
}
