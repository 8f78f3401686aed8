import { type Click, clickColumnNames, emptyClick, requiredClickColumns } from "@shunt/contracts/clicks";
import type { ClickBatchBuilder } from "@shunt/queue";

/**
 * Encodes a click of a batch as a line of a segment file: a JSON array of its time, its indexes into the dictionary in
 * the order of `clickColumns`, and the new dictionary entries from `firstNew` on. If no index points to the last new
 * entry, that entry is the click's trace. Readers that predate tracing ignore it.
 */
export function toLine(builder: ClickBatchBuilder, row: number, firstNew: number): string {
  const { at, columns, dictionary } = builder;
  const fields: (number | string | undefined)[] = [at[row]];
  for (const { indexes } of columns) fields.push(indexes[row]);
  for (let i = firstNew; i < dictionary.length; i++) fields.push(dictionary[i]);
  return `${JSON.stringify(fields)}\n`;
}

/**
 * Decodes a segment file. An incomplete last line is not a click: the process died while writing it, before its answer
 * was sent. Lines after an unreadable one are skipped and set `isDamaged`.
 */
export function parseLines(text: string): { clicks: Click[]; isDamaged: boolean } {
  const clicks: Click[] = [];
  const dictionary: string[] = [];
  const lines = text.split("\n");
  lines.pop();
  for (const line of lines) {
    const click = parseLine(line, dictionary);
    if (!click) return { clicks, isDamaged: true };
    clicks.push(click);
  }
  return { clicks, isDamaged: false };
}

/** Decodes a line and adds its entries to the dictionary. Older lines may lack columns; unknown columns are ignored. */
function parseLine(line: string, dictionary: string[]): Click | undefined {
  const fields = parse(line);
  if (!Array.isArray(fields)) return undefined;
  const [at, ...rest] = fields as unknown[];
  const width = rest.findIndex(field => typeof field === "string");
  const added = width < 0 ? [] : rest.splice(width);
  if (typeof at !== "number" || !added.every(entry => typeof entry === "string")) return undefined;
  dictionary.push(...added);
  const values = rest.map(index => dictionary[index as number]);
  if (values.length < requiredClickColumns || values.includes(undefined)) return undefined;
  const texts = Object.fromEntries(clickColumnNames.map((name, i) => [name, values[i] ?? ""]));
  const trace = rest.includes(dictionary.length - 1) ? undefined : added.at(-1);
  return { ...emptyClick, ...texts, at, ...(trace !== undefined && { trace }) };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
