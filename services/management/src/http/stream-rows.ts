import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { escapeFormulas } from "@shunt/contracts/values";
import { stringify } from "csv-stringify";
import type { Response } from "express";
import type { Caller } from "../access/index.ts";
import type { HttpDeps } from "./deps.ts";

/** Longest time of an export (ms), also for slow clients. */
const longestMs = 60 * 60_000;

export interface ExportStreams {
  source: Readable;
  through?: Transform;
}

export interface ExportAnswer {
  actor: Pick<Caller, "userId">;
  /** Aborts the export when the client disconnects or loses access. */
  signal: AbortSignal;
  res: Response;
}

/**
 * Streams an export to the response. Resolves when the export is complete or the client disconnects or loses access. A failure closes
 * the connection, so that the client notices that the export is incomplete.
 *
 * @param begin sets the headers and returns the source, once the export has a place in its lane
 * @throws LaneFull, and errors of `begin`, before anything is written
 */
export async function streamExport(
  { lanes, log }: Pick<HttpDeps, "lanes" | "log">,
  { actor, signal, res }: ExportAnswer,
  begin: () => ExportStreams | Promise<ExportStreams>,
): Promise<void> {
  const leave = await lanes.exports.enter(actor.userId, signal);
  const ending = setTimeout(() => res.destroy(), longestMs);
  try {
    const { source, through } = await begin();
    res.setHeader("Cache-Control", "no-store");
    await (through ? pipeline(source, through, res, { signal }) : pipeline(source, res, { signal })).catch(err => {
      // A client that disconnects or loses access is not a failure.
      if (!isDisconnect(err) && !signal.aborted) log.error({ err }, "export aborted");
    });
  } catch (err) {
    if (!signal.aborted) throw err;
  } finally {
    clearTimeout(ending);
    leave();
  }
}

export interface RowStream {
  format: "csv" | "ndjson";
  columns: readonly string[];
  fileName: string;
}

/**
 * Streams rows as a file download.
 *
 * @throws as `streamExport` does, and the error of the first row, so that clients of a store that does not respond get a response
 */
export async function streamRows(
  context: Pick<HttpDeps, "lanes" | "log">,
  answer: ExportAnswer,
  rows: AsyncIterable<unknown>,
  { format, columns, fileName }: RowStream,
): Promise<void> {
  const { res } = answer;
  await streamExport(context, answer, async () => {
    const all = await readFirst(rows);
    res.setHeader("Content-Disposition", `attachment; filename="${fileName}.${format}"`);
    res.type(format === "csv" ? "text/csv" : "application/x-ndjson");
    return format === "csv" ? toCsv(all, columns) : { source: Readable.from(toLines(all)) };
  });
}

/** Returns the same rows once the first one is read. */
async function readFirst(rows: AsyncIterable<unknown>): Promise<AsyncIterable<unknown>> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

function toCsv(rows: AsyncIterable<unknown>, columns: readonly string[]): ExportStreams {
  const csv = stringify({
    // Without it, Excel uses the encoding of the machine.
    bom: true,
    header: true,
    columns: [...columns],
    // Spreadsheets in other languages split at these too, unless quoted.
    quoted_match: /[;|\t-\r\u0085\u2028\u2029]|^\s|\s$/,
    // Some values come from visitors.
    cast: { string: escapeFormulas, boolean: String },
  });
  return { source: Readable.from(rows), through: csv };
}

async function* toLines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

export function isDisconnect(err: unknown): boolean {
  return (err as { code?: unknown }).code === "ERR_STREAM_PREMATURE_CLOSE";
}
