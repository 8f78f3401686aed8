import { findImportProduct } from "@shunt/contracts/links";
import Papa from "papaparse";
import { decodeText } from "./decode-text.ts";
import { parseJson } from "./parse-json.ts";

/** A file with a header and a row for each link. */
export interface LinkFile {
  name: string;
  /** The product that exported it, if its header shows that. */
  source: string | undefined;
  header: readonly string[];
  rows: readonly FileRow[];
}

export interface FileRow {
  /** Line of the file on which the row begins, from 1; in a JSON file, its place among the links. */
  line: number;
  cells: readonly string[];
}

/** The most rows that a file can have here, so that the page stays quick. */
export const maxRows = 100_000;

export type Unreadable = "noFileText" | "emptyFile" | "tooLarge";

/** @returns why the file cannot be imported, if so */
export async function readFile(file: File): Promise<LinkFile | Unreadable> {
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  if (text.trim() === "" || text.includes("\0")) return "noFileText";
  const [first, ...rows] = readTable(text);
  if (!first || rows.length === 0) return "emptyFile";
  if (rows.length > maxRows) return "tooLarge";
  const width = Math.max(first.cells.length, ...rows.map(({ cells }) => cells.length).slice(0, 1_000));
  const header = Array.from({ length: width }, (_, i) => first.cells[i] ?? "");
  return { name: file.name, source: findImportProduct(header), header, rows };
}

/** The header and the rows. */
function readTable(text: string): FileRow[] {
  const table = parseJson(text);
  if (!table) return parseRows(text);
  return [{ line: 0, cells: table.header }, ...table.rows.map((cells, i) => ({ line: i + 1, cells }))];
}

/** Rows with text, with the lines on which they begin. Spreadsheets may name the separator in the first line. */
export function parseRows(text: string): FileRow[] {
  const content = text.replace(/^\ufeff/, "");
  const named = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r)/i.exec(content);
  const rows: FileRow[] = [];
  let line = named ? 2 : 1;
  let from = 0;
  const body = named ? content.slice(named[0].length) : content;
  Papa.parse<string[]>(body, {
    delimiter: named?.[1] ?? guessDelimiter(body),
    step: ({ data, meta }) => {
      const cells = data.map(cell => cell.trim());
      if (cells.some(cell => cell !== "")) rows.push({ line, cells });
      line += body.slice(from, meta.cursor).match(/\r\n|\n|\r/g)?.length ?? 0;
      from = meta.cursor;
    },
  });
  return rows;
}

const longestHeader = 65_536;
const delimiters = [",", ";", "\t", "|"] as const;

/** The one that the header has most, outside of quotes, as the API guesses too. */
function guessDelimiter(text: string): string {
  const header =
    text
      .slice(0, longestHeader)
      .replace(/"[^"]*"?/g, "")
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? "";
  const counts = delimiters.map(delimiter => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] as string;
}
