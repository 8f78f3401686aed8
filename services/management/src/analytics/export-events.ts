import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ClickEvent, type ExportQuery } from "@shunt/contracts";
import { stringify } from "csv-stringify";
import type { Response } from "express";
import type { Actor, Context } from "../context.ts";
import type { Position } from "../http/cursor.ts";
import { findEvents } from "./event-store.ts";
import { toPosition } from "./list-events.ts";
import { type Question, toQuestion } from "./question.ts";

const rowsPerPage = 5_000;

/**
 * Writes all single clicks of a question to the response, a page at a time: however many there are, no more than a page is in
 * memory, and no transaction stays open while a slow client reads.
 *
 * @throws Problem as `toQuestion` does, before anything is written; what fails later ends the connection.
 */
export async function exportEvents(
  context: Context,
  actor: Actor,
  { format, ...query }: ExportQuery,
  res: Response,
): Promise<void> {
  const question = await toQuestion(context, actor, query);
  const events = Readable.from(readAll(context, question));
  res.setHeader(
    "Content-Disposition",
    `attachment; filename="clicks-${question.period.from}-${question.period.to}.${format}"`,
  );
  res.setHeader("Cache-Control", "no-store");
  try {
    if (format === "csv") {
      res.type("text/csv");
      // Spreadsheets take what begins with = + - @ for a formula, and visitors choose what stands here.
      const csv = stringify({
        header: true,
        columns: Object.keys(ClickEvent.shape),
        escape_formulas: true,
        cast: { boolean: String },
      });
      await pipeline(events, csv, res);
    } else {
      res.type("application/x-ndjson");
      await pipeline(events, toLines, res);
    }
  } catch (err) {
    // The client sees that its answer has no end; whoever went away by itself is nobody to tell.
    if (!isGone(err)) context.log.error({ err }, "export broke off");
  }
}

async function* readAll({ db }: Context, question: Question): AsyncGenerator<ClickEvent> {
  let after: Position | undefined;
  for (;;) {
    const page = await findEvents(db, question, after, rowsPerPage);
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < rowsPerPage) return;
    after = toPosition(last);
  }
}

async function* toLines(events: AsyncIterable<ClickEvent>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}

function isGone(err: unknown): boolean {
  return (err as { code?: unknown }).code === "ERR_STREAM_PREMATURE_CLOSE";
}
