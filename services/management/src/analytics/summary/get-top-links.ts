import type { ClicksQuery, HeatMap, TopLinks, TopLinksQuery } from "@shunt/contracts/analytics";
import type { Caller } from "../../access/index.ts";
import type { AnalyticsDeps } from "../deps.ts";
import { toAsked, toQuestion } from "../question/question.ts";
import { findHeatMap, findTopLinks } from "./top-links-store.ts";

/** The links with most clicks. @throws Problem as `toQuestion` does. */
export async function getTopLinks(
  context: AnalyticsDeps,
  actor: Caller,
  { size, ...query }: TopLinksQuery,
  signal: AbortSignal,
): Promise<TopLinks> {
  const question = await toQuestion(context, actor, query, signal);
  return { ...toAsked(question), items: await findTopLinks(context.db, question, size) };
}

/** Clicks by weekday and hour. @throws Problem as `toQuestion` does. */
export async function getHeatMap(
  context: AnalyticsDeps,
  actor: Caller,
  query: ClicksQuery,
  signal: AbortSignal,
): Promise<HeatMap> {
  const question = await toQuestion(context, actor, query, signal);
  return { ...toAsked(question), clicks: await findHeatMap(context.db, question) };
}
