import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { stringify } from "csv-stringify";
import type { Response } from "express";
import type { Caller } from "../access/index.ts";
import type { HttpDeps } from "./deps.ts";
import { escapeFormulas } from "./formula-cells.ts";

/** However slow a client reads, it may start again with the rest of its time. */
const longestMs = 60 * 60_000;

export interface ExportStreams {
  source: Readable;
  through?: Transform;
}

/** To whom an export goes. */
export interface ExportAnswer {
  actor: Pick<Caller, "userId">;
  /** Aborts when the client has left, or has lost access: that breaks the export off. */
  signal: AbortSignal;
  res: Response;
}

/**
 * Writes an export to the response piece by piece. Resolves when the client has it, has gone away or has lost access; what fails
 * on the way ends the connection, so that the client sees that its answer has no end.
 *
 * @param begin sets the headers and returns what is written, once the export has its place
 * @throws LaneFull, before anything is written
 */
export async function streamExport(
  { lanes, log }: Pick<HttpDeps, "lanes" | "log">,
  { actor, signal, res }: ExportAnswer,
  begin: () => ExportStreams,
): Promise<void> {
  const leave = await lanes.exports.enter(actor.userId, signal);
  const ending = setTimeout(() => res.destroy(), longestMs);
  try {
    res.setHeader("Cache-Control", "no-store");
    const { source, through } = begin();
    await (through ? pipeline(source, through, res, { signal }) : pipeline(source, res, { signal }));
  } catch (err) {
    // Where the client went away, or may not have the rest, nothing is wrong.
    if (!isGone(err) && !signal.aborted) log.error({ err }, "export broke off");
  } finally {
    clearTimeout(ending);
    leave();
  }
}

export interface RowStream {
  format: "csv" | "ndjson";
  /** Of the CSV; the names of the rows' fields. */
  columns: readonly string[];
  /** Without its ending. */
  fileName: string;
}

/** As `streamExport`: rows as they come, for a client to save. */
export async function streamRows(
  context: Pick<HttpDeps, "lanes" | "log">,
  answer: ExportAnswer,
  rows: AsyncIterable<unknown>,
  { format, columns, fileName }: RowStream,
): Promise<void> {
  const { res } = answer;
  await streamExport(context, answer, () => {
    res.setHeader("Content-Disposition", `attachment; filename="${fileName}.${format}"`);
    res.type(format === "csv" ? "text/csv" : "application/x-ndjson");
    return format === "csv" ? toCsv(rows, columns) : { source: Readable.from(toLines(rows)) };
  });
}

function toCsv(rows: AsyncIterable<unknown>, columns: readonly string[]): ExportStreams {
  const csv = stringify({
    // Excel reads a file without it in the encoding of the machine.
    bom: true,
    header: true,
    columns: [...columns],
    // Spreadsheets of other languages split at these as well, unless they are in quotes.
    quoted_match: /[;|\t-\r\u0085\u2028\u2029]|^\s|\s$/,
    // Strangers choose some of what stands here.
    cast: { string: escapeFormulas, boolean: String },
  });
  return { source: Readable.from(rows), through: csv };
}

async function* toLines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Whether an answer broke off because its client went away. */
export function isGone(err: unknown): boolean {
  return (err as { code?: unknown }).code === "ERR_STREAM_PREMATURE_CLOSE";
}
