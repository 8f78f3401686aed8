import type { Copy } from "@shunt/db";
import { type Bytes, clickColumns, type ReadColumn, type SharedPart } from "../click-columns.ts";
import { toCopyField } from "./copy-field.ts";
import type { StoredClick } from "./stored-click.ts";

const rowsPerChunk = 1_000;

const groups = Map.groupBy(Object.entries(clickColumns), ([, { part }]) => part);
const columns = [...groups.values()].flatMap(group => group.map(([name]) => name));
const writers = [...groups].map(([part, group]) => {
  const write = toWriter(group.map(([, read]) => read));
  return part === undefined ? write : remember(part, write);
});

/** Formats fields of a click as text, each with a leading tab. */
type Write = (click: StoredClick, isFirstVisit: boolean) => string;

function toWriter(readers: readonly ReadColumn[]): Write {
  return (click, isFirstVisit) => {
    let fields = "";
    for (const read of readers) fields += `\t${toField(read(click, isFirstVisit))}`;
    return fields;
  };
}

/** Formats the fields of a shared part once for all its clicks. */
function remember(part: SharedPart, write: Write): Write {
  const known = new WeakMap<object, string>();
  return (click, isFirstVisit) => {
    const found = known.get(click[part]);
    if (found !== undefined) return found;
    const fields = write(click, isFirstVisit);
    known.set(click[part], fields);
    return fields;
  };
}

/** Inserts clicks by COPY, in chunks, to keep little text in memory. */
export async function copyClicks(
  copy: Copy,
  clicks: readonly StoredClick[],
  firstVisits: ReadonlySet<StoredClick>,
): Promise<void> {
  await copy("click_events", columns, toChunks(clicks, firstVisits));
}

function* toChunks(clicks: readonly StoredClick[], firstVisits: ReadonlySet<StoredClick>): Generator<string> {
  for (let start = 0; start < clicks.length; start += rowsPerChunk) {
    let chunk = "";
    for (const click of clicks.slice(start, start + rowsPerChunk)) chunk += toRow(click, firstVisits.has(click));
    yield chunk;
  }
}

function toRow(click: StoredClick, isFirstVisit: boolean): string {
  let fields = "";
  for (const write of writers) fields += write(click, isFirstVisit);
  return `${fields.slice(1)}\n`;
}

function toField(value: string | number | boolean | Bytes | null): string {
  if (value === null) return "\\N";
  if (typeof value === "object") return `\\\\x${value.hex}`;
  return typeof value === "string" ? toCopyField(value) : String(value);
}
