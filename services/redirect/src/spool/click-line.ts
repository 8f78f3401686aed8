import { type Click, clickColumnNames, emptyClick, requiredClickColumns } from "@shunt/contracts/clicks";
import type { ClickBatchBuilder } from "@shunt/queue";

/**
 * A click of a batch as one line of a segment file: a JSON array of its time, its indexes into the dictionary in the
 * order of `clickColumns`, and the entries of the dictionary from `firstNew` on, which no earlier line has needed. If none of
 * the indexes points to the last of those, it is the click's trace; a reader that does not know traces ignores it.
 */
export function toLine(builder: ClickBatchBuilder, row: number, firstNew: number): string {
  const { at, columns, dictionary } = builder;
  const fields: (number | string | undefined)[] = [at[row]];
  for (const { indexes } of columns) fields.push(indexes[row]);
  for (let i = firstNew; i < dictionary.length; i++) fields.push(dictionary[i]);
  return `${JSON.stringify(fields)}\n`;
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

/** Adds to the dictionary what the line brings. A line of an older version has fewer columns; those that a newer one adds are ignored. */
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
