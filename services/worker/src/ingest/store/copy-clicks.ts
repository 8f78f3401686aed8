import type { ClickEventColumn, Copy } from "@shunt/db";
import { clickColumns, type ReadColumn } from "../click-columns.ts";
import { toCopyField } from "./copy-field.ts";
import { createFieldWriter, groupByPart } from "./field-writer.ts";
import type { StoredClick } from "./stored-click.ts";

const rowsPerChunk = 1_000;

const columns = groupByPart(Object.keys(clickColumns) as ClickEventColumn[]);
const writeFields = createFieldWriter(columns, value => `\t${toField(value)}`);

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
    for (const click of clicks.slice(start, start + rowsPerChunk))
      chunk += `${writeFields(click, firstVisits.has(click)).slice(1)}\n`;
    yield chunk;
  }
}

function toField(value: ReturnType<ReadColumn>): string {
  if (value === null) return "\\N";
  if (typeof value === "object") return `\\\\x${value.hex}`;
  return typeof value === "string" ? toCopyField(value) : String(value);
}
