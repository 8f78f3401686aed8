import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Logger } from "@shunt/runtime";
import { stringify } from "csv-stringify";
import type { Response } from "express";
import { escapeFormulas } from "./formula-cells.ts";

export interface RowStream {
  format: "csv" | "ndjson";
  /** Of the CSV; the names of the rows' fields. */
  columns: readonly string[];
  /** Without its ending. */
  fileName: string;
  log: Logger;
}

/**
 * Writes rows to the response as they come, for a client to save. Resolves when the client has them, or has gone away; what fails on
 * the way ends the connection, so that the client sees that its answer has no end.
 */
export async function streamRows(
  res: Response,
  rows: AsyncIterable<unknown>,
  { format, columns, fileName, log }: RowStream,
): Promise<void> {
  res.setHeader("Content-Disposition", `attachment; filename="${fileName}.${format}"`);
  res.setHeader("Cache-Control", "no-store");
  try {
    if (format === "csv") {
      res.type("text/csv");
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
      await pipeline(Readable.from(rows), csv, res);
    } else {
      res.type("application/x-ndjson");
      await pipeline(Readable.from(rows), toLines, res);
    }
  } catch (err) {
    // Whoever went away by itself is nobody to tell.
    if (!isGone(err)) log.error({ err }, "export broke off");
  }
}

async function* toLines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Whether an answer broke off because its client went away. */
export function isGone(err: unknown): boolean {
  return (err as { code?: unknown }).code === "ERR_STREAM_PREMATURE_CLOSE";
}
