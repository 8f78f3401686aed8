import { type Click, clickColumns } from "@shunt/contracts";
import type { ClickBatchBuilder } from "@shunt/queue";

/** Segments that the version before this one has left behind lack what has been added since: `missed`. */
const fewestColumns = 8;

/**
 * A click of a batch as one line of a segment file: a JSON array of its time, its indexes into the dictionary in the
 * order of `clickColumns`, and the entries of the dictionary from `firstNew` on, which no line before has needed. The last of
 * those is the click's trace if none of its indexes means it: to whom does not know of traces it is an entry that nobody uses.
 */
export function toLine(builder: ClickBatchBuilder, row: number, firstNew: number): string {
  const { columns, dictionary } = builder;
  let line = `[${builder.at[row]},${columns.linkId[row]},${columns.ip[row]},${columns.userAgent[row]},${columns.referrer[row]},${columns.language[row]},${columns.marks[row]},${columns.purpose[row]},${columns.destination[row]},${columns.missed[row]}`;
  for (let i = firstNew; i < dictionary.length; i++) line += `,${JSON.stringify(dictionary[i])}`;
  return `${line}]\n`;
}

/**
 * The clicks that a segment file holds. A last line without its end was being written when the process died: its answer
 * had not left, so it is no click. What follows a line that cannot be read is given up; `isDamaged` tells.
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

/** Adds to the dictionary what the line brings. A line of an older version has fewer columns. */
function parseLine(line: string, dictionary: string[]): Click | undefined {
  const fields = parse(line);
  if (!Array.isArray(fields)) return undefined;
  const [at, ...rest] = fields as unknown[];
  const width = rest.findIndex(field => typeof field === "string");
  const added = width < 0 ? [] : rest.splice(width);
  if (typeof at !== "number" || !added.every(entry => typeof entry === "string")) return undefined;
  dictionary.push(...added);
  const values = rest.map(index => dictionary[index as number]);
  if (values.length < fewestColumns || values.length > clickColumns.length || values.includes(undefined))
    return undefined;
  const texts = Object.fromEntries(clickColumns.map((column, i) => [column, values[i] ?? ""]));
  const trace = rest.includes(dictionary.length - 1) ? undefined : added.at(-1);
  return { at, ...(texts as Omit<Click, "at">), ...(trace !== undefined && { trace }) };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
