import { ClickEvent, type ExportQuery } from "@shunt/contracts";
import type { Response } from "express";
import type { Actor, Context } from "../context.ts";
import type { Position } from "../http/cursor.ts";
import { streamRows } from "../http/stream-rows.ts";
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
  const fileName = `clicks-${question.period.from}-${question.period.to}`;
  const columns = Object.keys(ClickEvent.shape);
  await streamRows(res, readAll(context, question), { format, columns, fileName, log: context.log });
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
