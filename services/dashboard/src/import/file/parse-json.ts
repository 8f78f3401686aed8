import { matchImportColumns } from "@shunt/contracts/links";

type Entry = Record<string, unknown>;

/** A table of cells, as in a CSV file. */
export interface JsonTable {
  header: string[];
  rows: string[][];
}

/**
 * The links of a JSON or NDJSON file: an array of objects, alone or within an object, as APIs of other shorteners answer and their
 * exports hold.
 *
 * @returns undefined for other text
 */
export function parseJson(text: string): JsonTable | undefined {
  const start = text.replace(/^\ufeff/, "").trimStart();
  if (!/^[[{]/.test(start)) return undefined;
  const entries = findEntries(toValue(start)) ?? toLines(start);
  if (!entries) return undefined;
  const flat = entries.map(flatten);
  const header = [...new Set(flat.flatMap(Object.keys))];
  return { header, rows: flat.map(entry => header.map(name => toCell(entry[name]))) };
}

/**
 * The array may be in an object, such as `{ "data": […] }` or `{ "shortUrls": { "data": […] } }`, next to other lists. YOURLS has an object
 * in its place, such as `{ "links": { "link_1": {…}, "link_2": {…} } }`.
 */
function findEntries(value: unknown): Entry[] | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? value : undefined;
  if (!isObject(value)) return undefined;
  if (isLink(value)) return [value];
  const values = Object.values(value);
  if (values.length > 0 && values.every(each => isObject(each) && isLink(each))) return values as Entry[];
  return values.map(findEntries).find(entries => entries?.some(isLink));
}

/** With the limits that Shlink has in an object of their own. */
function flatten({ meta, ...entry }: Entry): Entry {
  return isObject(meta) ? { ...entry, ...meta } : { ...entry, ...(meta !== undefined && { meta }) };
}

/** Rules and variants of a link are lists of objects, too. */
function isLink(entry: Entry): boolean {
  return matchImportColumns(Object.keys(entry)).includes("original_url");
}

/** One object on each line. */
function toLines(text: string): Entry[] | undefined {
  const entries = text
    .split(/\r?\n/)
    .filter(line => line.trim() !== "")
    .map(toValue);
  return entries.every(isObject) ? entries : undefined;
}

function toValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists and objects, such as tags and rules, stay JSON, which an import reads. */
function toCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
