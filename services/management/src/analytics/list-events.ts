import type { ClickEvent, ClickEventPage, EventsQuery } from "@shunt/contracts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { fromCursor, type Position, toCursor } from "../http/cursor.ts";
import { toListPage } from "../http/list-page.ts";
import { findEvents } from "./event-store.ts";
import { toAsked, toQuestion } from "./question.ts";

/** A page of single clicks, the latest first. @throws Problem as `toQuestion` does, or "validation-failed" */
export async function listEvents(
  context: Context,
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
