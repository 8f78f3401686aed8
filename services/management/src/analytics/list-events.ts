import type { ClickEvent, ClickEventPage, EventsQuery } from "@shunt/contracts";
import type { Caller } from "../auth/actor.ts";
import type { Context } from "../context.ts";
import { fromCursor, type Position, toCursor } from "../http/cursor.ts";
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
  const items = await findEvents(context.db, question, after, size + 1);
  const hasMore = items.length > size;
  const page = items.slice(0, size);
  return {
    ...toAsked(question),
    items: page,
    next_cursor: hasMore ? toCursor(toPosition(page.at(-1) as ClickEvent)) : null,
  };
}

export function toPosition({ clicked_at, id }: ClickEvent): Position {
  return { at: clicked_at, id };
}
