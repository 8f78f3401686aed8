import type { ClickEvent, ClickEventPage, EventsQuery } from "@shunt/contracts/analytics";
import type { Caller } from "../../access/index.ts";
import { fromCursor, type Position, toCursor, toListPage } from "../../http/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toAsked, toQuestion } from "../question/question.ts";
import { findEvents } from "./event-store.ts";

/** A page of single clicks, the latest first. @throws Problem as `toQuestion` does, or "validation-failed" */
export async function listEvents(
  context: AnalyticsDeps,
  actor: Caller,
  { cursor, size, ...query }: EventsQuery,
  signal: AbortSignal,
): Promise<ClickEventPage> {
  const question = await toQuestion(context, actor, query, signal);
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const events = await findEvents(context.db, question, after, size + 1);
  return { ...toAsked(question), ...toListPage(events, size, event => toCursor(toPosition(event))) };
}

export function toPosition({ clicked_at, id }: ClickEvent): Position {
  return { at: clicked_at, id };
}
