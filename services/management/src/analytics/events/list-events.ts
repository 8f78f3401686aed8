import type { ClickEvent, ClickEventPage, EventsQuery } from "@shunt/contracts/analytics";
import type { Caller } from "../../access/index.ts";
import { fromCursor, type Position, toCursor, toListPage } from "../../http/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toAnalyticsQuery, toQueryEcho } from "../query/to-analytics-query.ts";

/** The latest first. @throws the Problems of `toAnalyticsQuery`, or "validation-failed" */
export async function listEvents(
  context: AnalyticsDeps,
  actor: Caller,
  { cursor, size, ...input }: EventsQuery,
  signal: AbortSignal,
): Promise<ClickEventPage> {
  const query = await toAnalyticsQuery(context, actor, input, signal);
  const after = cursor === undefined ? undefined : fromCursor(cursor);
  const events = await context.clicks.findEvents(query, after, size + 1);
  return { ...toQueryEcho(query), ...toListPage(events, size, event => toCursor(toPosition(event))) };
}

export function toPosition({ clicked_at, id }: ClickEvent): Position {
  return { at: clicked_at, id };
}
