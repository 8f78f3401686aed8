import type { Copy } from "@shunt/db";
import { clickColumns } from "./click-columns.ts";
import type { StoredClick } from "./stored-click.ts";

const rowsPerChunk = 1_000;
const columns = Object.keys(clickColumns);
const readers = Object.values(clickColumns);

/** Inserts clicks by COPY, in chunks, so that their text is never in memory as a whole. */
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
  let row = "";
  for (const read of readers) row += `${row === "" ? "" : "\t"}${toField(read(click, isFirstVisit))}`;
  return `${row}\n`;
}

function toField(value: string | number | boolean | null): string | number | boolean {
  if (value === null) return "\\N";
  if (typeof value !== "string" || !/[\\\t\n\r]/.test(value)) return value;
  return value.replace(/[\\\t\n\r]/g, special => escapes[special] as string);
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
