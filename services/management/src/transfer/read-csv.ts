import { CreateLink, Link, maxBulkRows, type Problem, refuseField } from "@shunt/contracts";
import { CsvError, parse } from "csv-parse/sync";
import { tryParse } from "../links/row-result.ts";

/** A row of the file, and where it begins. */
export interface CsvRow {
  line: number;
  input: CreateLink | Problem;
}

/** What others call the columns. */
const synonyms: Record<string, string> = {
  long_url: "original_url",
  url: "original_url",
  destination: "original_url",
  target: "original_url",
  short_code: "custom_alias",
  alias: "custom_alias",
  code: "custom_alias",
  slug: "custom_alias",
  keyword: "custom_alias",
};
const flags = new Set(["is_active", "is_public", "is_indexable", "reuse"]);
const columns = new Set(Object.keys(CreateLink.shape));
/** What an export shows of a link and nobody can choose. */
const ignored = new Set(Object.keys(Link.shape).filter(name => !columns.has(name)));

/**
 * Reads CSV (RFC 4180) with a header into links to be made. Columns may come in any order; empty cells are as if they were not
 * there.
 *
 * @throws Problem "validation-failed" when the file as a whole is none
 */
export function readCsv(text: string): CsvRow[] {
  const [header, ...rows] = parseText(text);
  if (!header) throw refuseField("", "must have a header and a row at least");
  if (rows.length > maxBulkRows) throw refuseField("", `must not have more than ${maxBulkRows} rows`);
  const names = header.record.map(toName);
  const unknown = names.find(name => !columns.has(name) && !ignored.has(name));
  if (unknown !== undefined) throw refuseField("", `has a column that is not known: ${unknown}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw refuseField("", `has more than one column for ${twice}`);
  if (!names.includes("original_url")) throw refuseField("", "must have a column original_url");
  return rows.map(({ record, line }) => ({ line, input: toInput(names, record) }));
}

interface ParsedRow {
  record: string[];
  line: number;
}

interface RawRow {
  record: string[];
  raw: string;
  info: { lines: number };
}

const options = {
  bom: true,
  info: true,
  raw: true,
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
} as const;

function parseText(text: string): ParsedRow[] {
  try {
    // Its types do not tell what `info` and `raw` make of a row.
    const rows = parse(text.replaceAll("\r\n", "\n"), options) as unknown as RawRow[];
    return rows.map(({ record, raw, info }) => ({
      record,
      // The parser tells where a row ends.
      line: info.lines - (raw.trim().split("\n").length - 1),
    }));
  } catch (err) {
    if (err instanceof CsvError) throw refuseField("", `is not valid CSV: ${err.message}`);
    throw err;
  }
}

function toName(cell: string): string {
  const name = cell.trim().toLowerCase().replaceAll(/[ -]/g, "_");
  return synonyms[name] ?? name;
}

function toInput(names: readonly string[], record: readonly string[]): CreateLink | Problem {
  if (record.length > names.length) return refuseField("", `has ${record.length} cells, the header ${names.length}`);
  const cells = names.flatMap((name, i): [string, unknown][] => {
    const text = unescapeFormula(record[i] ?? "");
    return text === "" || ignored.has(name) ? [] : [[name, toValue(name, text)]];
  });
  return tryParse(CreateLink, Object.fromEntries(cells));
}

/** An export writes a quote before what a spreadsheet would compute. */
function unescapeFormula(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

/** What is no such value stays a text, which the schema then refuses. */
function toValue(name: string, text: string): unknown {
  if (name === "tags") return toTags(text);
  if (name === "redirect_status") return Number(text);
  if (!flags.has(name)) return text;
  const flag = text.toLowerCase();
  return flag === "true" || flag === "false" ? flag === "true" : text;
}

/** Separated by commas, or a JSON array, as tags may have commas in them. */
function toTags(text: string): unknown {
  if (!text.startsWith("[")) return text.split(",").flatMap(tag => tag.trim() || []);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
