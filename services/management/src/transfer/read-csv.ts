import { pipeline, Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { maxBulkRows } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import { CsvError, parse } from "csv-parse";
import { countLineEnds } from "./decode-file.ts";

export interface CsvRow {
  /** From 1. */
  line: number;
  cells: readonly string[];
}

/** Small, as the parser blocks other requests, and is slow on rows shorter or longer than the header. */
const chunkBytes = 2_048;
/** Several times the size of the largest link. */
const maxRowBytes = 262_144;
const maxColumns = 200;
/** Spreadsheets save empty rows that once had a border or a colour. */
const maxBlankRows = 10_000;

interface ParsedRecord {
  record: string[];
  /** The position after the record. */
  info: { bytes: number };
}

/**
 * Yields the rows without empty ones, the header first. The separator is the one in a first line such as `sep=;`, else
 * the most frequent in the header. Checks the limits while reading.
 *
 * @param utf8 without a byte order mark
 * @throws Problem "validation-failed" if the file is not CSV or exceeds a limit
 */
export async function* readCsv(utf8: Buffer, signal?: AbortSignal): AsyncGenerator<CsvRow> {
  const { delimiter, start } = findDelimiter(utf8);
  const content = utf8.subarray(start);
  let line = 1 + countLineEnds(utf8.subarray(0, start));
  let position = 0;
  let rows = 0;
  let blankRows = 0;
  let hasCrLf: boolean | undefined;
  try {
    for await (const { record, info } of parseRecords(content, delimiter, signal)) {
      const firstLine = line;
      line += countLineEnds(content.subarray(position, info.bytes));
      position = info.bytes;
      if (record.every(cell => cell === "")) {
        if (++blankRows > maxBlankRows) throw fieldProblem("", `must not have more than ${maxBlankRows} empty rows`);
        continue;
      }
      if (record.length > maxColumns)
        throw fieldProblem("", `must not have more than ${maxColumns} columns; line ${firstLine} has more`);
      if (rows++ > maxBulkRows) throw fieldProblem("", `must not have more than ${maxBulkRows} rows`);
      hasCrLf ??= content.toString("latin1", position - 2, position) === "\r\n";
      // If CR LF ends the rows, it is a plain line break in cells as well.
      yield { line: firstLine, cells: hasCrLf ? record.map(cell => cell.replaceAll("\r\n", "\n")) : record };
    }
  } catch (err) {
    if (err instanceof CsvError) throw fieldProblem("", `is not valid CSV: ${err.message}`);
    throw err;
  }
}

function parseRecords(
  content: Buffer,
  delimiter: string,
  signal: AbortSignal | undefined,
): AsyncIterable<ParsedRecord> {
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: maxRowBytes,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    trim: true,
  });
  // Iterating the parser throws its errors, so the callback is empty.
  return pipeline(Readable.from(toChunks(content, signal)), parser, () => {});
}

async function* toChunks(content: Buffer, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  for (let start = 0; start < content.length; start += chunkBytes) {
    signal?.throwIfAborted();
    yield content.subarray(start, start + chunkBytes);
    await setImmediate();
  }
}

const delimiters = [",", ";", "\t", "|"];
const longestHeader = 65_536;

/** @returns also the start of the content, after a line that only names the separator */
function findDelimiter(utf8: Buffer): { delimiter: string; start: number } {
  const beginning = utf8.toString("utf8", 0, longestHeader);
  const named = /^"?sep=([^\r\n])"?(?:\r\n|\n|\r|$)/i.exec(beginning);
  if (!named) return { delimiter: mostFrequent(toHeader(beginning)), start: 0 };
  const [line, delimiter = ""] = named;
  if (!delimiters.includes(delimiter))
    throw fieldProblem(
      "",
      "must be separated by commas, semicolons, tabs or bars; its first line names another separator",
    );
  return { delimiter, start: Buffer.byteLength(line) };
}

function mostFrequent(header: string): string {
  const counts = delimiters.map(delimiter => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] as string;
}

/** The first line that is not blank, without quoted text. */
function toHeader(beginning: string): string {
  const unquoted = beginning.replace(/"[^"]*"?/g, "");
  return unquoted.trimStart().split(/[\r\n]/, 1)[0] as string;
}
