import { type ClickEvent, type ClickEventPage, type EventsQuery, Problem } from "@shunt/contracts";
import { z } from "zod";
import type { Actor, Context } from "../context.ts";
import { findEvents, type Position } from "./event-store.ts";
import { toAsked, toQuestion } from "./question.ts";

/** A page of single clicks, the latest first. @throws Problem as `toQuestion` does, or "validation-failed" */
export async function listEvents(
  context: Context,
  actor: Actor,
  { cursor, size, ...query }: EventsQuery,
): Promise<ClickEventPage> {
  const question = await toQuestion(context, actor, query);
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const items = await findEvents(context.db, question, after, size + 1);
  const hasMore = items.length > size;
  const page = items.slice(0, size);
  return { ...toAsked(question), items: page, next_cursor: hasMore ? toCursor(page.at(-1) as ClickEvent) : null };
}

export function toPosition({ clicked_at, id }: ClickEvent): Position {
  return { clickedAt: clicked_at, id };
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

function toCursor(event: ClickEvent): string {
  const { clickedAt, id } = toPosition(event);
  return Buffer.from(JSON.stringify([clickedAt, id])).toString("base64url");
}

function fromCursor(cursor: string): Position {
  try {
    const [clickedAt, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
    return { clickedAt, id };
  } catch {
    throw new Problem("validation-failed", undefined, {
      errors: [{ pointer: "?cursor", detail: "is not a cursor of an earlier page" }],
    });
  }
}
