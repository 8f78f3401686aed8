import { setTimeout as sleep } from "node:timers/promises";
import { ClickEvent, type ExportQuery } from "@shunt/contracts/analytics";
import { LaneFull } from "@shunt/runtime";
import type { Caller } from "../../access/index.ts";
import { type ExportAnswer, type Position, streamRows } from "../../http/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import type { AnalyticsQuery } from "../query/analytics-query.ts";
import { toAnalyticsQuery } from "../query/to-analytics-query.ts";
import { toPosition } from "./list-events.ts";

/**
 * Holds one page in memory, and no transaction is open while a slow client reads.
 *
 * @throws the Problems of `toAnalyticsQuery` and errors of the first page before anything is written; a later failure ends the connection
 */
export async function exportEvents(
  context: AnalyticsDeps,
  answer: ExportAnswer & { actor: Caller },
  { format, ...input }: ExportQuery,
): Promise<void> {
  const { actor, signal } = answer;
  const query = await toAnalyticsQuery(context, actor, input, signal);
  const fileName = `clicks-${query.period.from}-${query.period.to}`;
  const columns = Object.keys(ClickEvent.shape);
  await streamRows(context, answer, readAll(context, actor, query, signal), { format, columns, fileName });
}

async function* readAll(
  context: AnalyticsDeps,
  actor: Caller,
  query: AnalyticsQuery,
  signal: AbortSignal,
): AsyncGenerator<ClickEvent> {
  let after: Position | undefined;
  for (;;) {
    const page = await readPage(context, { actor, query, after, signal });
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < context.clicks.eventsPerPage) return;
    after = toPosition(last);
  }
}

interface PageOfExport {
  actor: Caller;
  query: AnalyticsQuery;
  after: Position | undefined;
  signal: AbortSignal;
}

/** Waits while the lane is full, as an export that has begun cannot be refused. */
async function readPage(context: AnalyticsDeps, { actor, query, after, signal }: PageOfExport): Promise<ClickEvent[]> {
  for (;;) {
    try {
      return await context.lanes.questions.run(actor.userId, signal, () =>
        context.clicks.findEvents(query, after, context.clicks.eventsPerPage),
      );
    } catch (err) {
      if (!(err instanceof LaneFull)) throw err;
      await sleep(err.retryAfterSeconds * 1_000, undefined, { signal });
    }
  }
}
