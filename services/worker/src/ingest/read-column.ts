import { type ClickColumn, clickColumns } from "@shunt/contracts/clicks";
import type { ClickColumns } from "@shunt/queue";

/** Returns what the text of a click was read as. Takes the click's position in the batch. */
export type ReadClick<T> = (i: number) => T;

/** Reads a column of a batch, and each distinct text once, when it is first needed. */
export function readColumn<T extends object | string | number | null>(
  { dictionary, indexes }: ClickColumns,
  name: ClickColumn,
  read: (text: string) => T,
): ReadClick<T> {
  const positions = indexes[name];
  const known = new Array<T | undefined>(dictionary.length);
  return i => {
    const position = positions[i] as number;
    const found = known[position];
    if (found !== undefined) return found;
    const value = read(cut(name, dictionary[position] as string));
    known[position] = value;
    return value;
  };
}

/**
 * Reads a column whose texts are read in different ways: the workspaces of most clicks in a batch are the same. Each text is read
 * again only if it was read another way the last time.
 */
export function readColumnBy<T, Way extends object>(
  { dictionary, indexes }: ClickColumns,
  name: ClickColumn,
  read: (text: string, way: Way) => T,
): (i: number, way: Way) => T {
  const positions = indexes[name];
  const known = new Array<{ way: Way; value: T } | undefined>(dictionary.length);
  return (i, way) => {
    const position = positions[i] as number;
    const found = known[position];
    if (found?.way === way) return found.value;
    const value = read(cut(name, dictionary[position] as string), way);
    known[position] = { way, value };
    return value;
  };
}

/** Returns the distinct texts of a column. */
export function textsOf({ dictionary, indexes }: ClickColumns, name: ClickColumn): string[] {
  return [...new Set(indexes[name])].map(position => cut(name, dictionary[position] as string));
}

/** The redirect cuts the texts of every column, but other writers to the queue might not. */
function cut(name: ClickColumn, text: string): string {
  return text.slice(0, clickColumns[name].maxLength);
}
